using System.Diagnostics;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>Makes the incident of the scenario happen, as soon as the Gateway has come so far.</summary>
internal sealed class IncidentScript(
    ControllerSettings settings,
    GatewayLife life,
    GatewayExit exit,
    LoginScript login,
    ControllerLog log,
    TimeProvider clock
)
{
    private readonly ExistingSessionDialog _existingSession = new(settings, life, log);

    private bool IsDue =>
        life.Scenario.Incident != Incident.None
        && life.Stage >= life.Scenario.IncidentAt
        && life.Stage != GatewayStage.Closing;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(() => IsDue, cancellationToken);
            await Task.Delay(life.Scenario.IncidentDelay, clock, cancellationToken);
            await HappenAsync(life.TakeIncident(), cancellationToken);
        }
    }

    private Task HappenAsync(Incident incident, CancellationToken cancellationToken) =>
        incident switch
        {
            Incident.Stop => Say("STOP", () => exit.CloseDownAsync(cancellationToken)),
            Incident.Restart => Say("RESTART", () => RestartAsync(pause: false, cancellationToken)),
            Incident.Pause => Say("PAUSE", () => RestartAsync(pause: true, cancellationToken)),
            Incident.AutoRestart => exit.RestartAsync(pause: false, cancellationToken),
            Incident.AutoLogoff => exit.LogOffAsync(cancellationToken),
            Incident.CloseDown => exit.CloseDownAsync(cancellationToken),
            Incident.ColdRestart => exit.ColdRestartAsync(cancellationToken),
            Incident.ServerLost => exit.LoseServerAsync(cancellationToken),
            Incident.SessionTaken => login.LogInAgainAsync(cancellationToken),
            _ => HappenAtOnce(incident),
        };

    private Task HappenAtOnce(Incident incident)
    {
        switch (incident)
        {
            case Incident.Crash or Incident.DisplayLost:
                life.End(ExitStatus.Crash);
                break;
            case Incident.Exit:
                exit.Fail((ControllerExitCode)life.Scenario.ExitCode, "The scenario wants it to end");
                break;
            case Incident.Killed:
                using (var self = Process.GetCurrentProcess())
                    self.Kill();
                break;
            case Incident.Terminated:
                ProcessSignal.Send("TERM", Environment.ProcessId);
                break;
            case Incident.Interrupted:
                ProcessSignal.Send("INT", ProcessSignal.ParentId);
                break;
            case Incident.ExistingSession:
                _existingSession.MeetWhileLoggedIn();
                break;
            case Incident.UnknownDialog:
                login.MeetUnknownDialog();
                break;
        }

        return Task.CompletedTask;
    }

    private Task Say(string command, Func<Task> obey)
    {
        log.Write($"CommandServer received command: {command}");
        return obey();
    }

    private Task RestartAsync(bool pause, CancellationToken cancellationToken) =>
        exit.TryBeginRestart() ? exit.RestartAsync(pause, cancellationToken) : Task.CompletedTask;
}
