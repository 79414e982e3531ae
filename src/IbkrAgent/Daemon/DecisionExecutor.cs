using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>The hands of one gateway's supervisor.</summary>
internal sealed class DecisionExecutor(
    string name,
    GatewayUnit unit,
    ApiMonitor api,
    SilenceProving proving,
    BrokerProbe broker,
    ViewerLook viewers,
    AlertSender alerts,
    OperatorRequests requests,
    LoginTurns turns,
    Action<SupervisorEvent> publish,
    TimeProvider clock,
    ILogger logger,
    CancellationToken stopping
) : IDecisionExecutor
{
    public void CarryOut(Decision decision)
    {
        switch (decision)
        {
            case Decision.RestartUnit restart:
                _ = unit.RestartAsync(restart.Intent, restart.Why, stopping);
                break;
            case Decision.ReloadUnit reload:
                _ = unit.ReloadAsync(reload.Intent, reload.Why, stopping);
                break;
            case Decision.StopUnit stop:
                _ = unit.StopAsync(stop.Intent, stop.Why, stopping);
                break;
            case Decision.WouldHave would:
                logger.WouldHave(name, would.What);
                break;
            case Decision.WatchApi watch:
                api.Watch(watch.Watch);
                break;
            case Decision.ReconnectApi:
                api.Reconnect();
                break;
            case Decision.ProveSilence:
                _ = proving.RunAsync(stopping);
                break;
            case Decision.ProbeBroker:
                _ = broker.RunAsync(stopping);
                break;
            case Decision.LookForViewer:
                viewers.Look();
                break;
            case Decision.TakeTurn:
                turns.Take(name, () => publish(new SupervisorEvent.TurnTaken(clock.GetUtcNow())));
                break;
            case Decision.LeaveTurn:
                turns.Leave(name);
                break;
            case Decision.SendAlert send:
                alerts.Send(send.Alert);
                break;
            case Decision.Answer answer:
                requests.Answer(answer.Request, answer.Reply, answer.Message);
                break;
        }
    }
}
