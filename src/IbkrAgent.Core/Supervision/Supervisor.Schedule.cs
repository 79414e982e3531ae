using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;

namespace IbkrAgent.Supervision;

/// <summary>What run window, force and hold want, and when they change their mind.</summary>
public static partial class Supervisor
{
    /// <summary>How long the operator's word goes before the run window when he does not say.</summary>
    private static readonly TimeSpan ForceLasts = TimeSpan.FromHours(2);

    /// <summary>How soon a stop that was put off is tried again.</summary>
    private static readonly TimeSpan StopAgain = TimeSpan.FromMinutes(5);

    private static Step AwaitWishChange(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        // One that has passed is waited for until its deadline was told: what it brings is done there.
        if (state.WishChange is { } known && known <= at)
            return Step.Stay(state);

        var next = RunWish.NextChange(state.Memory, settings.Schedule, at);
        if (next == state.WishChange)
            return Step.Stay(state);

        var step = Step.Stay(state with { WishChange = next });
        return step.Do(next is { } change ? new SetDeadline(Deadline.Wish, change) : new ClearDeadline(Deadline.Wish));
    }

    private static Step OnWishChanged(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        // A timer may be late: what was wanted until then counts.
        var due = state.WishChange < at ? state.WishChange.Value : at;
        var before = RunWish.Against(state.Memory, settings.Schedule, due - TimeSpan.FromSeconds(1));
        var current = Remember(state, m => m with { Hold = RunWish.HoldAt(m, at), Force = RunWish.ForceAt(m, at) }) with
        {
            WishChange = null,
        };
        if (RunWish.Against(current.Memory, settings.Schedule, at) is not null)
            return StopIfUnwanted(current, at, settings);

        // The operator's stop is respected, and he is reminded of it when the Gateway would have been started.
        if (current.Memory.Parked && before is not null)
            return Step.Stay(current)
                .Do(
                    new SendAlert(
                        Notice(
                            AlertCatalog.Parked,
                            current,
                            settings,
                            at,
                            ParkedText,
                            $"when it may run again: sudo systemctl start {UnitNames.GatewayService(settings.Name)}"
                        )
                    )
                );
        return TryAgain(current, at, settings, "the Gateway is wanted again");
    }

    private const string ParkedText =
        "the run window has opened, and the unit stays stopped because somebody stopped it by hand";

    /// <summary>A stop by the clock keeps the login, and gives way to orders at work.</summary>
    private static Step StopIfUnwanted(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (RunWish.Against(state.Memory, settings.Schedule, at) is not { } why)
            return Step.Stay(state);
        if (state.Phase == Phase.Pausing)
            state = state with { Phase = Phase.Idle, Plan = "", Waits = Wait.Nothing };
        if (
            !state.Unit.IsActive
            || state.Memory.StopWhy is not null
            || state.Phase is Phase.Settling or Phase.Restarting or Phase.Stopping
        )
            return Step.Stay(state);
        return state.OrdersAtWork(settings, at) is > 0 and var orders
            ? PutStopOff(state, at, settings, orders)
            : StopInOrder(state with { StopDueSince = null, StopTriedAt = null }, at, settings, why);
    }

    /// <summary>
    /// The journal, which says whether the operator started it, is later than the unit: he is not to be fought for
    /// that.
    /// </summary>
    private static Step StopSoonIfUnwanted(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        RunWish.Against(state.Memory, settings.Schedule, at) is null
            ? Step.Stay(state)
            : Step.Stay(state).Do(new SetDeadline(Deadline.Stop, at + 2 * LogDelay));

    private static Step PutStopOff(SupervisorState state, DateTimeOffset at, GatewaySettings settings, int orders)
    {
        var since = state.StopDueSince ?? at;
        var end = since + settings.Supervision.StopPatience;
        var again = at + StopAgain < end ? at + StopAgain : end;
        if (at < end)
            return Step.Stay(
                    state with
                    {
                        StopDueSince = since,
                        StopTriedAt = again,
                        Plan =
                            $"to be stopped, and put off because of {orders} orders at work; tried again at {again:u}",
                    }
                )
                .Do(new SetDeadline(Deadline.Stop, again));

        var until = settings.Schedule.Window.NextOpening(at) ?? at + ForceLasts;
        var skipped = Remember(state, m => m with { Force = new(Runs: true, until, "because orders are open") }) with
        {
            StopDueSince = null,
            StopTriedAt = null,
            Plan = "",
        };
        var text = $"the stop at the end of the run window was left out: {orders} orders are still open";
        var whatToDo =
            $"look at the orders; it runs until {until:u}; to stop it all the same: {AgentCommand.For(settings.Name, "stop")}";
        return Step.Stay(skipped)
            .Do(new SendAlert(Notice(AlertCatalog.StopLeftOut, skipped, settings, at, text, whatToDo)));
    }

    /// <summary>Whoever starts a Gateway outside of its run window wants it for a time.</summary>
    private static SupervisorMemory ForceIfUnwanted(
        SupervisorMemory memory,
        DateTimeOffset at,
        GatewaySettings settings,
        TimeSpan lasts,
        string who
    ) =>
        RunWish.Against(memory with { Force = null }, settings.Schedule, at) is null
            ? memory with
            {
                Force = null,
            }
            : memory with
            {
                Force = new(Runs: true, at + lasts, who),
            };

    private static Alert Notice(
        AlertDefinition definition,
        SupervisorState state,
        GatewaySettings settings,
        DateTimeOffset at,
        string text,
        string whatToDo
    ) =>
        AlertRules.Notice(
            definition,
            state.Memory.Alerts,
            SupervisorReport.Of(state, settings, at),
            text,
            whatToDo,
            at
        );
}
