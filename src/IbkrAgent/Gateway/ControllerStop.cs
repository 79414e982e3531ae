using IbkrAgent.Controllers;
using IbkrAgent.Systemd.Daemon;

namespace IbkrAgent.Gateway;

/// <summary>Ends a running Gateway: by the controller when it listens, by signals when it hangs.</summary>
/// <param name="port">null when the controller has no command port.</param>
/// <param name="say">takes a line for the operator.</param>
internal sealed class ControllerStop(
    CommandPort? port,
    IController controller,
    StopTimeouts timeouts,
    TimeProvider time,
    Action<string> say
)
{
    private const string LeftToSystemd = "leaving the stop to systemd's SIGTERM, which loses the login";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the process has ended, or when nothing is left to try but systemd's own signals.</summary>
    /// <param name="keeping">the command that keeps the login token for the next start; null: there is none to
    /// keep.</param>
    public async Task RunAsync(RunningProcess main, ControllerCommand? keeping, CancellationToken cancellationToken)
    {
        if (port is null)
        {
            say($"the controller has no command port: {LeftToSystemd}; set {controller.CommandPortKey} in config.ini");
            return;
        }

        var isOver = keeping is not null && await CommandAsync(port, keeping, timeouts.Pause, main, cancellationToken);
        if (!isOver)
            await CommandAsync(port, controller.Commands.Stop, timeouts.Stop, main, cancellationToken);
    }

    /// <summary>False when the controller does not do it, so that another command may be tried.</summary>
    private async Task<bool> CommandAsync(
        CommandPort commands,
        ControllerCommand command,
        TimeSpan bound,
        RunningProcess main,
        CancellationToken cancellationToken
    )
    {
        var reply = await commands.SendAsync(command, cancellationToken);
        switch (reply.Outcome)
        {
            case CommandOutcome.Accepted or CommandOutcome.InProgress:
                if (!await EndsWithinAsync(main, bound, cancellationToken))
                    await KillAsync(
                        main,
                        $"the Gateway still runs {bound.TotalSeconds:0.#} s after {command}",
                        cancellationToken
                    );
                return true;
            case CommandOutcome.Silent:
                await KillAsync(main, $"the controller hangs: {command}: {reply.Text}", cancellationToken);
                return true;
            case CommandOutcome.Closed when await EndsWithinAsync(main, timeouts.Signal, cancellationToken):
                return true;
            case CommandOutcome.Announced:
                say($"the controller took {command} and does not do it: no complete login, or the Gateway hangs");
                return false;
            case CommandOutcome.Rejected:
                say($"the controller refused {command}: {reply.Text}");
                return false;
            default:
                say($"the controller's command port does not take {command}: {reply.Text}: {LeftToSystemd}");
                return true;
        }
    }

    /// <summary>The script around the Gateway stays, and ends by itself when its child has ended.</summary>
    private async Task KillAsync(RunningProcess main, string why, CancellationToken cancellationToken)
    {
        say($"{why}: ending it with SIGTERM");
        Signal(main, UnixSignal.Terminate);
        if (await EndsWithinAsync(main, timeouts.Signal, cancellationToken))
            return;

        say("the Gateway does not react to SIGTERM: ending it with SIGKILL");
        Signal(main, UnixSignal.Kill);
        if (!await EndsWithinAsync(main, timeouts.Signal, cancellationToken))
            say("the controller's script still runs: leaving it to systemd");
    }

    /// <summary>Reaches only what descends from the unit's main process.</summary>
    private static void Signal(RunningProcess main, UnixSignal signal)
    {
        var descendants = ProcessTree.DescendantsOf(main);
        var java = descendants.Where(process => process.Name == "java").ToList();
        foreach (var process in java is [] ? descendants.Where(process => process.Parent == main.Id) : java)
            ProcessSignals.Send(process.Id, signal);
    }

    private async Task<bool> EndsWithinAsync(RunningProcess main, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookInterval, time);
        var start = time.GetTimestamp();
        while (ProcessTree.Find(main.Id)?.Started == main.Started)
        {
            if (time.GetElapsedTime(start) >= bound)
                return false;
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }
}
