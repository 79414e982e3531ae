using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The ways in which the java process ends itself, and what it leaves for the start script.</summary>
internal sealed class GatewayExit(GatewayLife life, RestartFiles files, ControllerLog log, TimeProvider clock)
{
    /// <summary>Closes by the menu when logged in, else halts; a hung window ignores the menu for ever.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!life.IsLoggedIn)
        {
            log.Write("Login has not completed: exiting immediately");
            life.End(ExitStatus.Ended);
            return;
        }

        log.Write("Login has completed: exiting via [File, Close] menu");
        if (life.Scenario.Window == WindowState.Hung)
            return;

        log.Window("dialog", "Shutdown progress");
        await CloseAsync(life.Scenario.StopDelay, cancellationToken);
    }

    /// <summary>Restarts as at the Gateway's auto-restart time: the next start needs no credentials.</summary>
    public async Task RestartAsync(bool pause, CancellationToken cancellationToken)
    {
        if (life.Scenario.Window == WindowState.Hung)
            return;

        await Task.Delay(life.Scenario.RestartDelay, clock, cancellationToken);
        files.WriteToken();
        if (pause)
            files.WritePause();

        await CloseAsync(TimeSpan.Zero, cancellationToken);
    }

    public void ColdRestart()
    {
        log.Write("Cold restart in progress");
        files.WriteColdRestart();
        life.End(ExitStatus.Ended);
    }

    public void Fail(ControllerExitCode code, string reason) => life.End(log.WriteFatal(code, reason));

    private async Task CloseAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        life.Enter(GatewayStage.Closing);
        await Task.Delay(delay, clock, cancellationToken);
        life.End(ExitStatus.Ended);
    }
}
