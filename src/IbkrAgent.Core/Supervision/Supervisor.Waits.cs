using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What a login waits for when nothing forbids it: the morning, the line, the other gateways of the host.</summary>
public static partial class Supervisor
{
    /// <summary>How long an answer of the broker's host counts, and how soon one that gave none is asked again.</summary>
    private static readonly TimeSpan BrokerAnswerLasts = TimeSpan.FromMinutes(1);

    /// <summary>How soon it is looked again whether a market of what is held has opened in the night.</summary>
    private static readonly TimeSpan QuietLook = TimeSpan.FromMinutes(5);

    /// <summary>Null: the login can be made now.</summary>
    private static Step? AwaitWhatALoginNeeds(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        AwaitMorning(state, at, settings) ?? AwaitBroker(state, at, settings) ?? AwaitTurn(state);

    /// <summary>A live login may ask for the phone: nobody is woken while no market of what is held is open.</summary>
    private static Step? AwaitMorning(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (
            state.ByHuman
            || settings.TradingMode != TradingMode.Live
            || settings.Schedule.QuietHours.EndAt(at) is not { } morning
            || state.Memory.Holdings?.Types.Any(type => settings.Schedule.Market.IsOpen(type, at, extended: true)) == true
        )
            return null;

        var plan = $"the login may ask for the phone, so it waits for the end of the quiet hours at {morning:u}, "
            + "or until a market of what is held opens";
        var look = morning < at + QuietLook ? morning : at + QuietLook;
        return Step.Stay(
                state with
                {
                    Phase = Phase.Pausing,
                    Waits = Wait.QuietHours,
                    Plan = plan,
                }
            )
            .Do(new SetDeadline(Deadline.Pause, look));
    }

    /// <summary>A login on a dead line fails and is counted all the same: the line is asked before each.</summary>
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
            Waits = Wait.Broker,
            Plan = state.Broker is { IsReachable: false }
                ? "the login is made when the broker's host takes connections again"
                : $"{settings.Watch.BrokerHost} is asked before a login is spent",
        };
        var step = Step.Stay(waiting).Do(new SetDeadline(Deadline.Pause, at + BrokerAnswerLasts));
        return isKnown ? step : step.Do(new ProbeBroker());
    }

    /// <summary>One login at a time on the host: two requests on one phone cannot be told apart.</summary>
    private static Step? AwaitTurn(SupervisorState state)
    {
        if (state.Turn == Turn.Taken)
            return null;

        var waiting = state with
        {
            Phase = Phase.Pausing,
            Waits = Wait.Turn,
            Plan = "",
        };
        return state.Turn == Turn.Asked
            ? Step.Stay(waiting)
            : Step.Stay(waiting with { Turn = Turn.Asked }).Do(new ClearDeadline(Deadline.Pause)).Do(new TakeTurn());
    }

    private static Step OnTurnTaken(SupervisorState state, TurnTaken e, GatewaySettings settings)
    {
        var taken = state with { Turn = Turn.Taken };
        return taken is { Phase: Phase.Pausing, Waits: Wait.Turn } && (taken.Unit.IsDown || taken.Unit.IsActive)
            ? BeginRestart(taken, e.At, settings)
            : Step.Stay(taken); // and given back at once, see below
    }

    /// <summary>The turn is kept from the restart until the login is complete, or until it is late.</summary>
    private static Step LeaveTurnWhenDone(SupervisorState state) =>
        state.Turn == Turn.None
        || state.Phase == Phase.Restarting
        || state is { Phase: Phase.Pausing, Waits: Wait.Turn }
        || state is { Phase: Phase.Starting, Overdue: false, Memory.Login.IsComplete: false }
            ? Step.Stay(state)
            : Step.Stay(state with { Turn = Turn.None }).Do(new LeaveTurn());
}
