using System.Globalization;

namespace IbkrAgent.Faults;

/// <summary>
/// What is printed: a line for each fault as it ends, evidence where one was lost, a count at the end.
/// </summary>
internal static class FaultReport
{
    public static string Head =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{"outcome", -11} {"logins", -7} {"took", 7}  {"fault", -40} injected"
        );

    public static string Line(FaultResult result)
    {
        var outcome = result.Loss is null ? Name(result.Fault.Outcome) : "LOST";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome, -11} {result.Fault.Logins, -7} {result.Took.TotalSeconds, 5:0} s  {result.Label, -40} {result.Fault.Injected}"
        );
        return result.Loss is not { } loss ? line : $"{line}\n--- {result.Label}: {loss.Reason}\n{loss.Evidence}---";
    }

    /// <summary>The closing line of <c>make faults</c>.</summary>
    public static string Sum(IReadOnlyList<FaultResult> results)
    {
        var good = results.Where(result => result.Loss is null).ToLookup(result => result.Fault.Outcome);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"faults: {results.Count} injected, {good[Outcome.Recovered].Count()} recovered, "
                + $"{good[Outcome.Escalated].Count()} escalated as designed, {good[Outcome.LeftAlone].Count()} left alone as designed, "
                + $"{results.Count(result => result.Loss is not null)} lost"
        );
    }

    /// <summary>The lost ones once more, a line for each: the evidence may be far above.</summary>
    public static string Lost(IEnumerable<FaultResult> results) =>
        string.Concat(
            results
                .Where(result => result.Loss is not null)
                .Select(result => $"lost: {result.Label}: {result.Loss!.Reason}\n")
        );

    public static string Name(Outcome outcome) =>
        outcome switch
        {
            Outcome.Recovered => "recovered",
            Outcome.Escalated => "escalated",
            _ => "left alone",
        };
}
