using IbkrAgent.Common;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the operator asks for.</summary>
public static partial class Supervisor
{
    private static Step OnOperatorAsked(SupervisorState state, OperatorAsked e, GatewaySettings settings)
    {
        if (Objection(state, e, settings) is { } objection)
            return Step.Stay(state).Do(new Answer(e.Request, objection.Reply, objection.Message));

        var (step, message) = e.Wish switch
        {
            OperatorWish.Restart wish => Restart(state, e, wish, settings),
            OperatorWish.ScheduledRestart wish => RestartOnSchedule(state, e, wish, settings),
            OperatorWish.ScheduledLogin wish => LogInOnSchedule(state, e, wish, settings),
            OperatorWish.Start wish => Start(state, e, wish, settings),
            OperatorWish.Stop wish => StopByHand(state, e, wish, settings),
            OperatorWish.Hold wish => BeginHold(state, e, wish, settings),
            OperatorWish.Resume => EndHold(state, e, settings),
            OperatorWish.Acknowledge => Acknowledge(state, e, settings),
            _ => ResetCounters(state, e, settings),
        };
        return step.Do(new Answer(e.Request, OperatorReply.Accepted, message));
    }

    private static (Step, string) Restart(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.Restart wish,
        GatewaySettings settings
    )
    {
        var wanted = Want(state, e, wish.For, settings);
        return (
            ByHand(wanted, e.At, settings, AskedBy(e.Who, wish.Why)),
            "the Gateway is being restarted" + ForceText(wanted)
        );
    }

    private static (Step, string) Start(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.Start wish,
        GatewaySettings settings
    )
    {
        var wanted = Want(state, e, wish.For, settings);
        return state.Unit.IsActive
            ? (Step.Stay(wanted), "the Gateway runs already" + ForceText(wanted))
            : (
                ByHand(wanted, e.At, settings, AskedBy(e.Who, wish.Why)),
                "the Gateway is being started" + ForceText(wanted)
            );
    }

    /// <summary>
    /// Without a run window there is no force: the unit is parked, as by systemctl, until somebody starts it.
    /// </summary>
    private static (Step, string) StopByHand(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.Stop wish,
        GatewaySettings settings
    )
    {
        var isParked = settings.Schedule.Window.IsAlways && wish.For is null && !wish.Force;
        var until = e.At + (wish.For ?? ForceLasts);
        var unwanted = Remember(
            state,
            m =>
                m with
                {
                    Parked = m.Parked || isParked,
                    Force =
                        isParked || !settings.Schedule.Window.IsOpenAt(e.At)
                            ? null
                            : new(Runs: false, until, $"by {e.Who}"),
                }
        );
        var message =
            (state.Unit.IsDown ? "the Gateway is stopped" : "the Gateway is being stopped")
            + (isParked ? $"; it stays so until: {AgentCommand.For(settings.Name, "start")}" : ForceText(unwanted));
        return (StopInOrder(LeaveAlone(unwanted), e.At, settings, AskedBy(e.Who, wish.Why)), message);
    }

    private static (Step, string) BeginHold(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.Hold wish,
        GatewaySettings settings
    )
    {
        var hold = new Hold(e.At + (wish.For ?? ForceLasts), e.Who, wish.Why ?? "");
        var held = LeaveAlone(Remember(state, m => m with { Hold = hold }));
        var underWay = state.Phase is Phase.Restarting or Phase.Stopping
            ? "; a job of systemd is under way and goes on"
            : "";
        return (
            Step.Stay(held).Do(new ClearDeadline(Deadline.Pause)),
            $"{hold}{underWay}; to end it: {AgentCommand.For(settings.Name, "resume")}"
        );
    }

    private static (Step, string) EndHold(SupervisorState state, OperatorAsked e, GatewaySettings settings)
    {
        if (RunWish.HoldAt(state.Memory, e.At) is null)
            return (Step.Stay(state), "nothing is held");

        var free = Remember(state, m => m with { Hold = null });
        return (
            RunWish.Against(free.Memory, settings.Schedule, e.At) is null
                ? TryAgain(free, e.At, settings, $"the hold was ended by {e.Who}")
                : StopIfUnwanted(free, e.At, settings),
            "the hold is over"
        );
    }

    private static (Step, string) Acknowledge(SupervisorState state, OperatorAsked e, GatewaySettings settings)
    {
        // A login that the end of its run cut off is of before: the human vouches for the next one.
        var settled =
            state.Unit.IsActive && state.Phase != Phase.Stopping
                ? state
                : Remember(state, m => NoteProcessEnded(m, e.At));
        var cleared = Remember(
            settled,
            m =>
                m with
                {
                    Latch = null,
                    Ledger = m.Ledger.Acknowledged(settings.Supervision),
                    Login = m.Login with { Pushes = 0 },
                    Alerts = m.Alerts.Acknowledged(),
                }
        );
        var wanted = Want(cleared, e, null, settings);
        return cleared is { Unit.IsActive: true, Api: Gateway.ApiStatus.Ready }
            ? (Step.Stay(cleared), "acknowledged: the Gateway is logged in, and no login is needed")
            : (
                ByHand(wanted, e.At, settings, $"acknowledged by {e.Who}"),
                "acknowledged: one login is made now" + ForceText(wanted)
            );
    }

    private static (Step, string) ResetCounters(SupervisorState state, OperatorAsked e, GatewaySettings settings)
    {
        var reset = Remember(state, m => m with { Ledger = m.Ledger.Reset() });
        return (
            TryAgain(reset, e.At, settings, $"the counters were reset by {e.Who}"),
            "restarts and logins without a human are counted from zero; failed logins stay counted"
        );
    }

    /// <summary>The operator wants it to run now: that ends a parking, and goes before a closed window.</summary>
    private static SupervisorState Want(
        SupervisorState state,
        OperatorAsked e,
        TimeSpan? lasts,
        GatewaySettings settings
    ) =>
        Remember(
            state,
            m =>
                ForceIfUnwanted(
                    m with
                    {
                        Parked = false,
                        StopWhy = null,
                    },
                    e.At,
                    settings,
                    lasts ?? ForceLasts,
                    $"by {e.Who}"
                )
        );

    private static Step ByHand(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why) =>
        BeginRestart(
            state with
            {
                Cause = RestartCause.Operator,
                CauseSince = at,
                Refused = null,
                Intention = why,
            },
            at,
            settings
        );

    /// <summary>What was planned is not done.</summary>
    private static SupervisorState LeaveAlone(SupervisorState state)
    {
        var left = state.Phase == Phase.Stopping ? state : Remember(state, m => m with { StopWhy = null });
        return left.Phase == Phase.Pausing
            ? left with
            {
                Phase = Phase.Idle,
                Plan = "",
                Waits = Wait.Nothing,
                Cause = RestartCause.Fault,
            }
            : left;
    }

    private static string AskedBy(string who, string? why) => $"asked for by {who}" + (why is null ? "" : $": {why}");

    private static string ForceText(SupervisorState state) =>
        state.Memory.Force is { } force ? $", which goes before the run window until {force.Until:u}" : "";
}
