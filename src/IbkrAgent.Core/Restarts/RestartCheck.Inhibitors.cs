using IbkrAgent.Settings;
using static System.FormattableString;

namespace IbkrAgent.Restarts;

/// <summary>Who has asked that a restart waits.</summary>
public static partial class RestartCheck
{
    private const int ShownInhibitors = 3;

    private static CheckFinding OfInhibitors(IReadOnlyList<Inhibitor> inhibitors, RestartCheckSettings policy)
    {
        if (inhibitors.Count == 0)
            return Ok(CheckRule.Inhibitors, "nobody has asked to wait");

        var shown = inhibitors.Take(ShownInhibitors).Select(one => $"{one.Who} until {one.Until:u}: {one.Why}");
        var more = inhibitors.Count - ShownInhibitors;
        return new(
            CheckRule.Inhibitors,
            policy.Inhibitors,
            $"inhibited by {string.Join("; ", shown)}" + (more > 0 ? Invariant($"; and {more} more") : ""),
            GatewayKeys.RestartInhibitors.Name
        );
    }
}
