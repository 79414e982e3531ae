using System.Globalization;

namespace IbkrAgent.Accounts;

/// <summary>One thing that is not as it was in an earlier snapshot.</summary>
public abstract record AccountDifference
{
    private AccountDifference() { }

    /// <summary>For a person, one line.</summary>
    public abstract string Text { get; }

    /// <param name="Before">null when it is new.</param>
    /// <param name="After">null when it is gone.</param>
    public sealed record OfPosition(AccountPosition? Before, AccountPosition? After) : AccountDifference
    {
        public override string Text =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(After ?? Before)!.Title}: {After?.Size ?? 0}, was {Before?.Size ?? 0}"
            );
    }

    /// <param name="Before">null when it is new.</param>
    /// <param name="After">null when it is gone.</param>
    public sealed record OfOrder(AccountOrder? Before, AccountOrder? After) : AccountDifference
    {
        public override string Text => $"{(After ?? Before)!.Title}: {State(After)}, was {State(Before)}";

        private static string State(AccountOrder? order) => order?.Progress ?? "not there";
    }
}
