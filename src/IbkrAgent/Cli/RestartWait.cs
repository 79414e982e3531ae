using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary>Waits for what becomes of a restart that the daemon has accepted.</summary>
/// <remarks>A daemon that goes away meanwhile is asked again: it may be upgraded, and its memory is on disk.</remarks>
internal sealed class RestartWait(ControlClient daemon, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <remarks>The watchdog ends a daemon that hangs for so long.</remarks>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(30);

    /// <remarks>A minute longer than a restart waits for its turn before it is left out.</remarks>
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromMinutes(3);

    /// <remarks>TimeoutStartSec= of the unit is longer.</remarks>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>A document of the daemon's before a restart was asked for: what is in it is not what is waited for.</summary>
    public ControlReply<StatusDocument> Before() => daemon.Status(Answer);

    public async Task<ExitCode> RunAsync(
        InstanceName? gateway,
        StatusDocument before,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var earlier = Find(gateway, before)?.Restart?.Intent ?? long.MinValue;
        for (GatewayReport? last = null; ; await Task.Delay(Interval, time, cancellationToken))
        {
            last = daemon.Status(Answer) is ControlReply<StatusDocument>.Answered(var now) ? Find(gateway, now) : last;
            var restart = LaterThan(earlier, last);
            var elapsed = time.GetElapsedTime(start);
            if (restart is { Outcome: not RestartOutcome.UnderWay })
                return Tell(terminal, last!.Name, restart);
            if (restart is null && elapsed > LongestUnseen)
                return GiveUp(terminal, last);
            if (elapsed > Longest)
            {
                terminal.Diagnose($"not over after {DurationText.Format(Longest)}: {restart?.Text}");
                return ExitCode.Failure;
            }
        }
    }

    private static RestartReport? LaterThan(long intent, GatewayReport? report) =>
        report?.Restart is { } restart && restart.Intent > intent ? restart : null;

    private static ExitCode Tell(Terminal terminal, string name, RestartReport restart)
    {
        terminal.Out.WriteLine($"{name}: {restart.Text}");
        return restart.Outcome is RestartOutcome.Proved or RestartOutcome.Different or RestartOutcome.Unproved
            ? ExitCode.Ok
            : ExitCode.Failure;
    }

    private static ExitCode GiveUp(Terminal terminal, GatewayReport? last)
    {
        terminal.Diagnose(
            $"no restart within {DurationText.Format(LongestUnseen)}: "
                + (last is null ? "the daemon does not answer: journalctl -u ibkr-agent" : last.NextStep)
        );
        return ExitCode.TryAgain;
    }

    private static GatewayReport? Find(InstanceName? gateway, StatusDocument document) =>
        GatewaySegment.Find(GatewaySegment.Of(gateway), document.Gateways);
}
