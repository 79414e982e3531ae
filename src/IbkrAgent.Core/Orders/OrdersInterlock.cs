using IbkrAgent.Settings;

namespace IbkrAgent.Orders;

/// <summary>What settings and arm file say of orders: the next start of the Gateway goes by it.</summary>
/// <remarks>It is the door that all clients pass. Whatever is not clear keeps it shut.</remarks>
/// <param name="Why">one line, lower case, no full stop.</param>
/// <param name="Remedy">how orders would be taken, where the settings want them and something is in the way; else
/// empty.</param>
public sealed record OrdersInterlock(OrdersState State, string Why, string Remedy)
{
    /// <summary>How the API is rendered; null: as the operator wrote it.</summary>
    public bool? ReadOnlyApi =>
        State switch
        {
            OrdersState.Undecided => null,
            OrdersState.Armed => false,
            _ => true,
        };

    /// <summary>Orders are wanted, and something is in the way.</summary>
    public bool IsWithheld => State is OrdersState.NotArmed or OrdersState.NotConfirmed;

    /// <param name="armFile">the one that counts for this gateway.</param>
    public static OrdersInterlock Of(GatewaySettings settings, string armFile, bool isArmFileThere)
    {
        var (enabled, _, confirmed) = settings.Orders;
        var expected = settings.Account.Expected;
        return (enabled, settings.TradingMode) switch
        {
            (null, _) => new(OrdersState.Undecided, $"{Key} is not set: config.ini decides", ""),
            (false, _) => new(OrdersState.Disabled, $"{Key} = false", ""),
            (_, TradingMode.Live) when expected.Length == 0 => NotConfirmed(
                $"{AccountsKey} does not say whose account it is",
                $"set {AccountsKey} to the account's id, and {ConfirmedKey} to the same"
            ),
            (_, TradingMode.Live) when confirmed != expected => NotConfirmed(
                confirmed.Length == 0
                    ? $"{ConfirmedKey} is not set"
                    : $"{ConfirmedKey} = {confirmed} is not {AccountsKey} = {expected}",
                $"set {ConfirmedKey} = {expected}, if orders of that account are what you want"
            ),
            _ when !isArmFileThere => new(
                OrdersState.NotArmed,
                $"{Key} = true, and the arm file {armFile} is missing",
                $"to arm it: sudo touch {armFile}"
            ),
            _ => new(OrdersState.Armed, $"{Key} = true, and the arm file {armFile} is there", ""),
        };
    }

    private static string Key => GatewayKeys.OrdersEnabled.Name;

    private static string AccountsKey => GatewayKeys.Accounts.Name;

    private static string ConfirmedKey => GatewayKeys.LiveConfirmed.Name;

    private static OrdersInterlock NotConfirmed(string why, string remedy) =>
        new(OrdersState.NotConfirmed, $"{Key} = true on a live account, and {why}", remedy);
}
