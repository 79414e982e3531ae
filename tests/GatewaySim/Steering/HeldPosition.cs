using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What an account holds of one stock.</summary>
/// <param name="Size">negative when short.</param>
internal sealed record HeldPosition(string Symbol, decimal Size, decimal AverageCost)
{
    public const string Expects = "a count up to 10000, or 'SYMBOL SIZE [COST], ...' with each symbol once";

    public int ContractId => StableNumber.Of(Symbol);

    public static HeldPosition[]? TryParse(string text) =>
        HoldingList.TryParse(text, Nth, Parse) is { } positions
        && positions.DistinctBy(position => position.ContractId).Count() == positions.Length
            ? positions
            : null;

    private static string Nth(int index) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SIM{index + 1} {(index % 2 == 0 ? 10 : -10) * (index + 1)} {100.25m + index}"
        );

    private static HeldPosition? Parse(string[] words) =>
        words switch
        {
            [var symbol, var size] when HoldingList.TryNumber(size, out var held) => new(symbol, held, 100),
            [var symbol, var size, var cost]
                when HoldingList.TryNumber(size, out var held) && HoldingList.TryNumber(cost, out var average) => new(
                symbol,
                held,
                average
            ),
            _ => null,
        };
}
