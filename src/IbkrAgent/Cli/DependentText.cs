using IbkrAgent.Dependents;
using IbkrAgent.Health;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>The services that live on a Gateway, for people.</summary>
internal static class DependentText
{
    /// <summary>Those about which there is something to say have a line each, the others one together.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<DependentReport> dependents)
    {
        var quiet = dependents.Where(dependent => Full(dependent) == Brief(dependent)).ToList();
        if (quiet.Count > 0)
            yield return string.Join(", ", quiet.Select(Brief));
        foreach (var dependent in dependents.Except(quiet))
            yield return Full(dependent);
    }

    private static string Brief(DependentReport dependent) =>
        $"{dependent.Name} {(dependent.State.Length > 0 ? dependent.State : "unknown")}";

    private static string Full(DependentReport dependent)
    {
        var text = Brief(dependent);
        if (dependent.RestartsLastHour > 0)
            text += Invariant(
                $", {dependent.RestartsLastHour} of {dependent.RestartsPerHour} restarts in the last hour"
            );
        if (dependent.Trouble is { } trouble)
            text += $"; {trouble}";
        if (dependent.RestartAt is { } restart)
            text += $"; restarted at {ReportText.Instant(restart)}";
        if (dependent.LeftAlone)
            text += "; not stopped by the agent, so left alone";
        return dependent.GaveUp is { } why ? $"{text}; NOT RESTARTED ANY MORE: {why}" : text;
    }
}
