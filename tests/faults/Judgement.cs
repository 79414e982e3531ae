using System.Collections.Immutable;

namespace IbkrAgent.Faults;

/// <summary>Compares what is seen with what a fault wants.</summary>
internal static class Judgement
{
    /// <param name="before">just before the injection.</param>
    /// <param name="injectedAt">when the injection began.</param>
    /// <param name="playedAt">when the injection was over.</param>
    /// <returns>empty when all is as it has to be.</returns>
    public static IReadOnlyList<Problem> Of(
        Fault fault,
        Sight before,
        Sight now,
        DateTimeOffset injectedAt,
        DateTimeOffset playedAt
    ) =>
        [
            .. OfVerdict(fault, now, injectedAt, playedAt),
            .. OfActions(fault, now),
            .. OfGateway(fault, before, now),
            .. OfAlerts(fault, now),
        ];

    /// <summary>How long, in the agent's own time, the verdict has stood since the injection was over.</summary>
    public static TimeSpan Age(FaultStatus status, DateTimeOffset playedAt) =>
        status.At - (status.Since > playedAt ? status.Since : playedAt);

    private static IEnumerable<Problem> OfVerdict(
        Fault fault,
        Sight now,
        DateTimeOffset injectedAt,
        DateTimeOffset playedAt
    )
    {
        if (now.Status is not { } status)
        {
            yield return new("the daemon does not answer");
            yield break;
        }

        if (status.Verdict != fault.Verdict)
            yield return new($"verdict {status.Verdict}, want {fault.Verdict}");
        else if (Age(status, playedAt) < TimeSpan.FromSeconds(fault.Lasting))
            yield return new(
                $"verdict {status.Verdict} for {Age(status, playedAt).TotalSeconds:0} s, want {fault.Lasting} s"
            );
        if (now.Health != fault.Health)
            yield return new($"health-check {now.Health}, want {fault.Health}");
        if (!IsInOrder(fault.Via, now.Verdicts))
            yield return new($"verdicts passed {List(now.Verdicts)}, want {List(fault.Via)} among them");
        if (fault.Verdict == "Ready" && status.SeenAt < playedAt)
            yield return new("the API was not heard since");
        // A verdict that has to change, and that was the same before.
        if ((fault.Via.Count > 0 || fault.Outcome == Outcome.Recovered) && status.Since < injectedAt)
            yield return new($"verdict {status.Verdict} since before the injection");
        if (fault is { Outcome: Outcome.LeftAlone, Verdict: "Ready", Via: [] } && now.Verdicts.Count > 0)
            yield return new($"verdicts passed {List(now.Verdicts)}, want none", IsForGood: true);
        if (status.IsParked != (fault.Parked ?? fault.Verdict == "Stopped"))
            yield return new(status.IsParked ? "parked" : "not parked");
        if (status.IsLatched != (fault.Verdict is "LockedOut" or "SessionConflict"))
            yield return new(status.IsLatched ? "latched" : "not latched");
    }

    private static IEnumerable<Problem> OfActions(Fault fault, Sight now)
    {
        if (!fault.Logins.Allow(now.Logins))
            yield return new($"{now.Logins} logins, want {fault.Logins}", now.Logins > fault.Logins.Most);
        if (!fault.Restarts.Allow(now.Restarts))
            yield return new(
                $"{now.Restarts} restarts by the agent, want {fault.Restarts}",
                now.Restarts > fault.Restarts.Most
            );
        if (!fault.Stops.Allow(now.Stops))
            yield return new($"{now.Stops} stops by the agent, want {fault.Stops}", now.Stops > fault.Stops.Most);
        var later = fault.AtTheStart ? now.AgentStarts - 1 : now.AgentStarts;
        if (later != fault.AgentStarts)
            yield return new(
                $"the daemon began anew {later} times, want {fault.AgentStarts}",
                later > fault.AgentStarts
            );
    }

    private static IEnumerable<Problem> OfGateway(Fault fault, Sight before, Sight now)
    {
        if (fault.EndsDown != (now.Unit is "inactive" or "failed"))
            yield return new($"the gateway's unit is {now.Unit}, want it {(fault.EndsDown ? "down" : "active")}");
        var javas = now.Javas.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (javas != (fault.EndsDown ? 0 : 1))
            yield return new($"{javas} java processes, want {(fault.EndsDown ? 0 : 1)}");
        var isKept =
            fault is { AtTheStart: false, EndsDown: false, ChangesJava: false }
            && fault.Restarts.Most + fault.Stops.Most == 0;
        if (isKept && now.Javas != before.Javas)
            yield return new($"java {now.Javas}, was {before.Javas}", IsForGood: true);
        if (fault.ChangesJava && now.Javas == before.Javas)
            yield return new($"java is still {now.Javas}");
    }

    private static IEnumerable<Problem> OfAlerts(Fault fault, Sight now)
    {
        if (!fault.Told.All(now.Told.Contains))
            yield return new($"told {List(now.Told)}, want {List(fault.Told)} among them");
        var tooMany = now.Told.Except(["recovered", "started", "stopped", .. fault.Told, .. fault.MayBeTold]).ToList();
        if (fault.Outcome == Outcome.LeftAlone && tooMany.Count > 0)
            yield return new($"told {List(tooMany)}, which is a false alarm", IsForGood: true);
    }

    private static bool IsInOrder(IReadOnlyList<string> wanted, IReadOnlyList<string> seen) =>
        seen.Aggregate(
            wanted.ToImmutableList(),
            (left, one) => left is [var next, ..] && next == one ? left.RemoveAt(0) : left
        )
            is [];

    private static string List(IReadOnlyList<string> words) => words.Count == 0 ? "nothing" : string.Join(", ", words);
}
