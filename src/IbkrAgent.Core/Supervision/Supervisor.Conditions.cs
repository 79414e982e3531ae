using IbkrAgent.Settings;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What surrounds the API's answer: conditions, and whether the broker can be reached at all.</summary>
public static partial class Supervisor
{
    private static Step OnConditionsObserved(SupervisorState state, ConditionsObserved e) =>
        Step.Stay(state with { Conditions = state.Conditions.Observe(e.Source, e.Conditions, e.At) });

    private static Step OnBrokerProbed(SupervisorState state, BrokerProbed e, GatewaySettings settings)
    {
        var told = state with { Broker = new(e.IsReachable, e.Detail, e.At) };
        return told switch
        {
            { Phase: Phase.Pausing, Waits: Wait.Broker } => BeginRestart(told, e.At, settings),
            { Phase: Phase.Running, AsksForBroker: true } => OnBrokerOverdue(told, e.At, settings),
            _ => Step.Stay(told),
        };
    }
}
