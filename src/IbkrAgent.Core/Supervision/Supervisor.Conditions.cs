using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What surrounds the API's answer: conditions, and whether the broker can be reached at all.</summary>
public static partial class Supervisor
{
    /// <summary>How long an answer of the broker's host counts, and how soon one that gave none is asked again.</summary>
    private static readonly TimeSpan BrokerAnswerLasts = TimeSpan.FromMinutes(1);

    private static Step OnConditionsObserved(SupervisorState state, ConditionsObserved e) =>
        Step.Stay(state with { Conditions = state.Conditions.Observe(e.Source, e.Conditions, e.At) });

    private static Step OnBrokerProbed(SupervisorState state, BrokerProbed e, GatewaySettings settings)
    {
        var told = state with { Broker = new(e.IsReachable, e.Detail, e.At) };
        return told is { Phase: Phase.Pausing, WaitsForBroker: true }
            ? BeginRestart(told, e.At, settings)
            : Step.Stay(told);
    }

    /// <summary>A login on a dead line fails and is counted all the same: the line is asked before each. Null: it is alive.</summary>
    private static Step? AwaitBroker(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (state.ByHuman || settings.Watch.BrokerHost.Length == 0)
            return null;

        var isKnown = state.Broker is { } broker && at - broker.At < BrokerAnswerLasts;
        if (isKnown && state.Broker is { IsReachable: true })
            return null;

        var waiting = state with
        {
            Phase = Phase.Pausing,
            WaitsForBroker = true,
            Plan = state.Broker is { IsReachable: false }
                ? "the login is made when the broker's host takes connections again"
                : $"{settings.Watch.BrokerHost} is asked before a login is spent",
        };
        var step = Step.Stay(waiting).Do(new SetDeadline(Deadline.Pause, at + BrokerAnswerLasts));
        return isKnown ? step : step.Do(new ProbeBroker());
    }
}
