using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>What one channel has to tell and has not told yet, oldest first; small, and kept on disk.</summary>
/// <param name="Waiting">at most <see cref="Capacity"/>.</param>
/// <param name="Alarmed">the incidents that this channel was told of, or is going to be; the newest last.</param>
/// <param name="LeftOut">alerts that found no room since the last one that was told.</param>
public sealed record Outbox(ImmutableList<Alert> Waiting, ImmutableList<string> Alarmed, int LeftOut)
{
    /// <summary>What a human can still read through in the morning.</summary>
    public const int Capacity = 100;

    /// <summary>More incidents than can be open; those of restarts have no all-clear.</summary>
    private const int MostIncidents = 200;

    /// <summary>What has not been told by then is in the journal only: it would alarm somebody about the past.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(3);

    public static readonly Outbox Empty = new([], [], LeftOut: 0);

    /// <summary>The alert that is to be told next; null when none waits.</summary>
    public Alert? Next => Waiting.IsEmpty ? null : Waiting[0];

    /// <summary>Adds an alert, if this channel wants it.</summary>
    /// <remarks>
    /// Of one incident and code only the newest waits. The all-clear is for whoever was alarmed, however little it
    /// matters by itself; it takes the place of what was not told before it.
    /// </remarks>
    /// <param name="least">from which severity on the channel wants alerts.</param>
    /// <param name="onItsWay">the alert that is being sent just now, which nothing can take back; null when none is.</param>
    public OutboxChange Add(Alert alert, AlertSeverity least, Alert? onItsWay)
    {
        var isLoud = alert.Severity >= least;
        if (AlertCatalog.IsAllClear(alert.Code))
            return isLoud || Alarmed.Contains(alert.IncidentId)
                ? (this with { Waiting = Waiting.Add(alert), Alarmed = Alarmed.Remove(alert.IncidentId) })
                    .Settle(onItsWay)
                    .MakeRoom(onItsWay)
                : new(this, []);
        if (!isLoud)
            return new(this, []);

        var alarmed = Alarmed.Remove(alert.IncidentId).Add(alert.IncidentId);
        var others = Waiting.RemoveAll(waiting => waiting != onItsWay && IsSameKind(waiting, alert));
        return new Outbox(
            others.Add(alert),
            alarmed.Count > MostIncidents ? alarmed.RemoveAt(0) : alarmed,
            LeftOut
        ).MakeRoom(onItsWay);
    }

    /// <summary>After an alert was told, or given up.</summary>
    public Outbox Without(Alert alert) => this with { Waiting = Waiting.Remove(alert), LeftOut = 0 };

    /// <summary>
    /// To be called when an alert was on its way while others came, and did not arrive: an all-clear behind it takes its
    /// place.
    /// </summary>
    public Outbox Settle(Alert? onItsWay = null)
    {
        var waiting = Waiting;
        foreach (var clear in Waiting.Where(alert => AlertCatalog.IsAllClear(alert.Code)))
        {
            var overtaken = waiting
                .TakeWhile(alert => alert != clear)
                .Where(alert => alert != onItsWay && alert.IncidentId == clear.IncidentId)
                .ToList();
            if (overtaken is [])
                continue;
            waiting = waiting.RemoveRange(overtaken).Replace(clear, Fold(overtaken, clear));
        }

        return this with
        {
            Waiting = waiting,
        };
    }

    /// <summary>Without the alerts that have waited too long.</summary>
    public OutboxChange Expire(DateTimeOffset at)
    {
        var expired = Waiting.Where(alert => at - alert.At > LongestWait).ToList();
        return new(this with { Waiting = Waiting.RemoveRange(expired) }, expired);
    }

    /// <summary>As it is to be told at a time: one that is late says so, and what found no room is mentioned.</summary>
    public Alert AsTold(Alert alert, DateTimeOffset at)
    {
        var text = alert.Text;
        if (at - alert.At > TimeSpan.FromMinutes(2))
            text = $"(Delayed: this is of {ReportText.Instant(alert.At)}.) {text}";
        if (LeftOut > 0)
            text += string.Create(
                CultureInfo.InvariantCulture,
                $" {LeftOut} more found no room while nothing could be sent: journalctl -u ibkr-agent has them."
            );
        return alert with { Text = text };
    }

    private OutboxChange MakeRoom(Alert? onItsWay)
    {
        if (Waiting.Count <= Capacity)
            return new(this, []);

        var leastOf = Waiting.Where(alert => alert != onItsWay).MinBy(alert => alert.Severity)!;
        return new(this with { Waiting = Waiting.Remove(leastOf), LeftOut = LeftOut + 1 }, [leastOf]);
    }

    private static bool IsSameKind(Alert one, Alert other) =>
        one.IncidentId == other.IncidentId && one.Code == other.Code;

    private static Alert Fold(List<Alert> overtaken, Alert clear)
    {
        var before = string.Join(
            "; ",
            overtaken.Select(alert => $"{ReportText.Instant(alert.At)} {alert.Code}: {alert.Title}")
        );
        return clear with { Text = $"{clear.Text} Not told before: {before}." };
    }
}

/// <summary>What became of an outbox.</summary>
/// <param name="Dropped">alerts that will not be told.</param>
public sealed record OutboxChange(Outbox Outbox, IReadOnlyList<Alert> Dropped);
