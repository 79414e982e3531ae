using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;

namespace IbkrAgent.Supervision;

/// <summary>A Gateway that stays without the broker: waited for, then restarted once, then a human is called.</summary>
public static partial class Supervisor
{
    /// <summary>The Gateway reconnects by itself: it gets its time after the reset that explains its loss.</summary>
    private static DateTimeOffset BrokerOverdueAt(DateTimeOffset at, GatewaySettings settings) =>
        (settings.Watch.Resets.EndAt(at) ?? at) + settings.Supervision.BrokerPatience;

    private static Step OnBrokerOverdue(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        // Only the Gateway's own word to the session that is held is a reason to restart it: what is inferred may be
        // wrong.
        if (state.Api is not ApiStatus.Ready { UpstreamLost: not null })
            return Step.Stay(state with { AsksForBroker = false })
                .Do(new SetDeadline(Deadline.Broker, BrokerOverdueAt(at, settings)));
        if (settings.Watch.Resets.EndAt(at) is { } end)
            return Step.Stay(state).Do(new SetDeadline(Deadline.Broker, end + settings.Supervision.BrokerPatience));
        if (state.Api is ApiStatus.Ready { IsLossInherited: true })
            return CallForBroker(state, at, settings, "the loss was told to an earlier session, and may be over");
        if (state.Memory.RestartedForBroker)
            return CallForBroker(state, at, settings, "one restart did not bring it back");
        if (settings.Watch.BrokerHost.Length == 0)
            return CallForBroker(
                state,
                at,
                settings,
                "broker_host is not set, so it is not known whether a restart would help"
            );
        if (state.Broker is not { } broker || at - broker.At >= BrokerAnswerLasts)
            return Step.Stay(state with { AsksForBroker = true })
                .Do(new ProbeBroker())
                .Do(new SetDeadline(Deadline.Broker, at + BrokerAnswerLasts));
        if (!broker.IsReachable)
            return Step.Stay(
                    state with
                    {
                        AsksForBroker = false,
                        Plan =
                            $"waits for the line, which is asked again at {at + BrokerAnswerLasts:u}: {broker.Detail}",
                    }
                )
                .Do(new SetDeadline(Deadline.Broker, at + BrokerAnswerLasts));

        return BeginRestart(
            state with
            {
                AsksForBroker = false,
                Cause = RestartCause.Broker,
                CauseSince = at,
                Intention =
                    "the Gateway has been without the broker for too long, and the broker's host can be reached",
            },
            at,
            settings
        );
    }

    private static Step CallForBroker(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why)
    {
        var text = $"{state.Finding.Evidence}; not restarted: {why}";
        var whatToDo =
            "look whether the internet is there, and at the broker's System Status page; yours to decide: "
            + AgentCommand.For(settings.Name, "restart");
        return Step.Stay(state with { AsksForBroker = false, Plan = $"a human has to look: {why}" })
            .Do(new SendAlert(Notice(AlertCatalog.BrokerAway, state, settings, at, text, whatToDo)));
    }
}
