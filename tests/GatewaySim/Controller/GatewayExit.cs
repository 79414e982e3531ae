using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The ways in which the java process ends itself, and what it leaves for the start script.</summary>
internal sealed class GatewayExit(
    GatewayLife life,
    RestartFiles files,
    ControllerVersion version,
    ControllerLog log,
    TimeProvider clock
)
{
    private int _stops;
    private int _restarts;

    /// <summary>Lets the first stop through, whoever wants it.</summary>
    public bool TryBeginStop() => Interlocked.Increment(ref _stops) == 1;

    /// <summary>Lets the first restart or pause through.</summary>
    public bool TryBeginRestart() => Interlocked.Increment(ref _restarts) == 1;

    /// <summary>Closes by the menu when logged in, else halts; a hung window ignores the menu for ever.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!life.IsLoginComplete)
        {
            log.Write("Login has not completed: exiting immediately");
            life.End(ExitStatus.Ended);
            return;
        }

        log.Write("Login has completed: exiting via [File, Close] menu");
        await CloseAsync(life.Scenario.StopDelay, cancellationToken);
    }

    /// <summary>Stops as at the controller's own time; not when it stops already.</summary>
    public Task CloseDownAsync(CancellationToken cancellationToken) =>
        TryBeginStop() ? StopAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>RESTART and PAUSE are a change of the Gateway's own time, which stays.</summary>
    public void MoveRestartTime(TimeOnly minute) => files.WriteRestartTime(minute);

    /// <summary>Restarts as at the Gateway's auto-restart time: the next start needs no credentials.</summary>
    public async Task RestartAsync(bool pause, CancellationToken cancellationToken)
    {
        if (life.Scenario.Window == WindowState.Hung)
            return;

        await Task.Delay(life.Scenario.RestartDelay, clock, cancellationToken);
        files.WriteToken(life.Scenario.Token == TokenState.Doubled ? 2 : 1);
        if (pause)
            files.WritePause();

        await CloseAsync(TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Ends as at the Gateway's auto-logoff time: it leaves nothing to go on with.</summary>
    public Task LogOffAsync(CancellationToken cancellationToken) =>
        CloseAsync(life.Scenario.StopDelay, cancellationToken);

    public async Task ColdRestartAsync(CancellationToken cancellationToken)
    {
        log.Write("Cold restart in progress");
        if (!TryBeginStop())
            return;

        files.WriteColdRestart();
        await StopAsync(cancellationToken);
    }

    /// <summary>The broker refused the credentials or the stored login.</summary>
    public Task BeRefusedAsync(CancellationToken cancellationToken) =>
        version.ColdRestartsAfterRefusal ? ColdRestartAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>"Connection to server failed": a controller that does not know the dialog leaves it there.</summary>
    public async Task LoseServerAsync(CancellationToken cancellationToken)
    {
        log.DialogOpens("Gateway");
        if (version.HandlesLostServer)
        {
            log.Write("Connection to server failed: Server disconnected, please try again");
            log.DialogCloses("Gateway");
            await ColdRestartAsync(cancellationToken);
        }
        else
            life.ShowDialog("Gateway");
    }

    public void Fail(ControllerExitCode code, string reason) => life.End(log.WriteFatal(code, reason));

    private async Task CloseAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (life.Scenario.Window == WindowState.Hung)
            return;

        log.DialogOpens("Shutdown progress");
        life.Enter(GatewayStage.Closing);
        await Task.Delay(delay, clock, cancellationToken);
        life.End(ExitStatus.Ended);
    }
}
