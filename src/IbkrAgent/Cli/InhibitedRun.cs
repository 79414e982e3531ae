using System.ComponentModel;
using System.Diagnostics;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary>A command that runs while its inhibitor stands: renewed at a third of its time, released at the end.</summary>
/// <remarks>When this process is killed, the inhibitor expires.</remarks>
/// <param name="inhibitor">as the daemon gave it.</param>
/// <param name="wish">what it was asked for with.</param>
internal sealed class InhibitedRun(
    InhibitorDocument inhibitor,
    InhibitorWish wish,
    Terminal terminal,
    ControlClient daemon,
    TimeProvider time
)
{
    /// <summary>Between two attempts, after one that failed.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly InhibitRequest _request = new(wish.Who, wish.Why, DurationText.Format(wish.For));
    private InhibitorDocument _inhibitor = inhibitor;
    private bool _isRenewed = true;

    /// <summary>Runs the command with the terminal of this process.</summary>
    /// <returns>its exit status, as a shell tells it.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> command)
    {
        using var signals = new PassedSignals(terminal);
        try
        {
            using var child = ChildProgram.Start(command);
            signals.PassTo(child);
            await KeepWhileAsync(child);
            return child.ExitCode;
        }
        catch (Win32Exception exception)
        {
            terminal.Diagnose($"running {command[0]}: {exception.Message}");
            return ChildProgram.StatusOf(exception);
        }
        finally
        {
            Release();
        }
    }

    private async Task KeepWhileAsync(Process child)
    {
        var exit = child.WaitForExitAsync(CancellationToken.None);
        while (!exit.IsCompleted)
            try
            {
                await exit.WaitAsync(_isRenewed || wish.For / 3 < RetryPause ? wish.For / 3 : RetryPause, time);
            }
            catch (TimeoutException)
            {
                Renew();
            }
    }

    private void Renew()
    {
        _ = InstanceName.TryParse(_inhibitor.Gateway, out var gateway);
        var reply = daemon.Renew(_inhibitor.Gateway, _inhibitor.Id, _request.For, InhibitCommand.Timeout);
        // It may have expired while this process was stopped, or the daemon away.
        if (reply is ControlReply<InhibitorDocument>.Refused)
            reply = daemon.Inhibit(gateway, _request, InhibitCommand.Timeout);

        var wasRenewed = _isRenewed;
        _isRenewed = reply is ControlReply<InhibitorDocument>.Answered;
        if (reply is ControlReply<InhibitorDocument>.Answered(var renewed))
            _inhibitor = renewed;
        if (_isRenewed != wasRenewed)
            terminal.Diagnose(
                _isRenewed
                    ? $"inhibitor {_inhibitor.Id} stands until {ReportText.Instant(_inhibitor.Until)}"
                    : $"inhibitor {_inhibitor.Id} ends at {ReportText.Instant(_inhibitor.Until)} if it cannot be renewed, "
                        + $"which is tried on: {reply.Problem()}"
            );
    }

    private void Release()
    {
        _ = InstanceName.TryParse(_inhibitor.Gateway, out var gateway);
        var reply = daemon.Release(gateway, _inhibitor.Id, InhibitCommand.Timeout);
        if (reply is not (ControlReply<InhibitorDocument>.Answered or ControlReply<InhibitorDocument>.Refused))
            terminal.Diagnose(
                $"inhibitor {_inhibitor.Id} could not be released, and ends at "
                    + $"{ReportText.Instant(_inhibitor.Until)}: {reply.Problem()}"
            );
    }
}
