using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Accounts;
using IbkrAgent.Tws;

namespace IbkrAgent.Health;

/// <summary>What is not right with a session that answers.</summary>
/// <remarks>
/// The details name limits and not measurements: a condition is the same from one heartbeat to the next. One slow
/// answer is none: a Gateway drops a question now and then, which is repeated after three seconds.
/// </remarks>
public static class SessionRules
{
    /// <summary>More than clocks of two hosts, or of one that was asleep, differ for good reason.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(5);

    /// <param name="before">the answer before; null when there is none.</param>
    /// <param name="brokenFarms">sorted, comma separated; empty when none is.</param>
    /// <param name="slow">how long the answer to a heartbeat may take.</param>
    public static ImmutableArray<Condition> OfSession(
        RoundTrip heartbeat,
        RoundTrip? before,
        string brokenFarms,
        TimeSpan slow
    )
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        if (brokenFarms.Length > 0)
            conditions.Add(new(ConditionKind.FarmBroken, $"broken data farms: {brokenFarms}"));

        if (heartbeat.Latency > slow && before?.Latency > slow)
            conditions.Add(
                new(ConditionKind.SlowHeartbeat, $"the heartbeat is answered after more than {Seconds(slow)}")
            );

        if (heartbeat.IsSkewedBeyond(LargestSkew))
        {
            var direction = heartbeat.ClockSkew > TimeSpan.Zero ? "ahead of" : "behind";
            conditions.Add(
                new(
                    ConditionKind.ClockSkew,
                    $"the Gateway's clock is more than {Seconds(LargestSkew)} {direction} the agent's"
                )
            );
        }

        return conditions.ToImmutable();
    }

    public static ImmutableArray<Condition> OfAccount(AccountSnapshot snapshot) =>
        snapshot.Unread.Where(unread => unread.Cause == UnreadCause.Failed).ToArray() is { Length: > 0 } failed
            ? [new(ConditionKind.AccountUnread, string.Join("; ", failed.Select(unread => unread.Text)))]
            : [];

    private static string Seconds(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
