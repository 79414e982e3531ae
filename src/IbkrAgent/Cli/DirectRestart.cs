using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary>
/// A scheduled restart without the daemon: one look, the restart of the unit, and looks until the Gateway is ready.
/// </summary>
/// <remarks>
/// Every step is one line for the journal. The start gate asks the agent's memory as for any other start, and the next
/// daemon counts the login.
/// </remarks>
/// <param name="lookAsync">looks without the daemon.</param>
/// <param name="check">what that look and the agent's memory say of a restart; null: there are no settings.</param>
/// <param name="restartAsync">restarts a unit that is active; tells what went wrong, or null.</param>
internal sealed class DirectRestart(
    Terminal terminal,
    Func<InstanceName?, TimeSpan?, CancellationToken, Task<DirectLookResult>> lookAsync,
    Func<InstanceName, DirectFinding, CheckReport?> check,
    Func<string, CancellationToken, Task<string?>> restartAsync,
    TimeProvider time
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <param name="waits">until the Gateway is ready, and not only restarted.</param>
    public async Task<ExitCode> RunAsync(InstanceName? gateway, bool waits, CancellationToken cancellationToken)
    {
        var look = await lookAsync(gateway, null, cancellationToken);
        if (look is not DirectLookResult.Found(var name, var finding))
            return look.Complain(terminal);
        if (check(name, finding) is not { } report)
        {
            terminal.Diagnose(finding.Reason);
            return ExitCode.Configuration;
        }

        if (report is not ({ Outcome: CheckOutcome.Go } or { Outcome: CheckOutcome.Unknown, IsCure: true }))
        {
            terminal.Diagnose($"{name} is not restarted: {report.Why}");
            return ExitCode.TryAgain;
        }

        var unit = UnitNames.GatewayService(name);
        terminal.Say($"{name}: restarting {unit} without the daemon: {finding.Reason}");
        if (await restartAsync(unit, cancellationToken) is { } problem)
        {
            terminal.Diagnose($"restarting {unit}: {problem}");
            return ExitCode.Failure;
        }

        terminal.Say($"{name}: {unit} was restarted");
        return waits ? await UntilReadyAsync(name, cancellationToken) : ExitCode.Ok;
    }

    private async Task<ExitCode> UntilReadyAsync(InstanceName name, CancellationToken cancellationToken)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(Interval, time, cancellationToken))
        {
            var look = await lookAsync(name, LongestLook, cancellationToken);
            if (look is not DirectLookResult.Found(_, var finding))
                return look.Complain(terminal);

            var elapsed = time.GetElapsedTime(start);
            switch (finding)
            {
                case { Verdict: Verdict.Ready }:
                    terminal.Say($"{name}: ready {elapsed.TotalSeconds:0} s after it was restarted: {finding.Reason}");
                    return ExitCode.Ok;
                case { Verdict: Verdict.Down or Verdict.NotConfigured or Verdict.WrongAccount }:
                case var _ when elapsed > Longest:
                    terminal.Diagnose(
                        $"{name} is not ready {elapsed.TotalSeconds:0} s after it was restarted: "
                            + $"{finding.Reason}; {finding.NextStep}"
                    );
                    return ExitCode.Failure;
            }
        }
    }
}
