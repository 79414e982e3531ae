using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// What a login waits for when nothing forbids it: the morning, the line, the other gateways of the host.
/// </summary>
public static partial class Supervisor
{
    /// <summary>
    /// How long an answer of the broker's host counts, and how soon one that gave none is asked again.
    /// </summary>
    private static readonly TimeSpan BrokerAnswerLasts = TimeSpan.FromMinutes(1);

    /// <summary>How soon it is looked again whether a market of what is held has opened in the night.</summary>
    private static readonly TimeSpan QuietLook = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer about the window counts, and how soon a viewer is looked for again.</summary>
    private static readonly TimeSpan WindowLookLasts = TimeSpan.FromSeconds(10);

    /// <summary>Null: the login can be made now.</summary>
    private static Step? AwaitWhatALoginNeeds(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        AwaitViewer(state, at, settings)
        ?? AwaitMorning(state, at, settings)
        ?? AwaitBroker(state, at, settings)
        ?? AwaitTurn(state);

    /// <summary>A live login may ask for the phone: nobody is woken while no market of what is held is open.</summary>
    private static Step? AwaitMorning(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (
            state.Cause is RestartCause.Operator or RestartCause.Schedule
            || settings.TradingMode != TradingMode.Live
            || settings.Schedule.QuietHours.EndAt(at) is not { } morning
            || state.Memory.Holdings?.Types.Any(type => settings.Schedule.Market.IsOpen(type, at, extended: true))
                == true
        )
            return null;

        var plan =
            $"the login may ask for the phone, so it waits for the end of the quiet hours at {morning:u}, "
            + "or until a market of what is held opens";
        var look = morning < at + QuietLook ? morning : at + QuietLook;
        return Step.Stay(state with { Phase = Phase.Pausing, Waits = Wait.QuietHours, Plan = plan })
            .Do(new SetDeadline(Deadline.Pause, look));
    }

    /// <summary>
    /// Who looks at the window of a Gateway that runs has it in hand: it is not taken away under the mouse.
    /// </summary>
    private static Step? AwaitViewer(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (state.Cause == RestartCause.Operator || !state.Unit.IsActive || settings.Watch.VncPort == 0)
            return null;

        var isKnown = state.Window is { } look && at - look.At < WindowLookLasts;
        if (isKnown && state.Window is { HasViewer: false })
            return null;

        var waiting = state with
        {
            Phase = Phase.Pausing,
            Waits = Wait.Viewer,
            Plan = state.Window is { HasViewer: true }
                ? $"not restarted while somebody looks at the Gateway's window on VNC port {settings.Watch.VncPort}"
                : "it is looked whether anybody has the Gateway's window open",
        };
        var step = Step.Stay(waiting).Do(new SetDeadline(Deadline.Pause, at + WindowLookLasts));
        return isKnown ? step : step.Do(new LookForViewer());
    }

    private static Step OnWindowLookedAt(SupervisorState state, WindowLookedAt e, GatewaySettings settings)
    {
        var told = state with { Window = new(e.HasViewer, e.At) };
        if (told is not { Phase: Phase.Pausing, Waits: Wait.Viewer })
            return Step.Stay(told);

        // What the human did there gets the time of a start.
        var hasLeft = state.Window is { HasViewer: true } && !e.HasViewer;
        return hasLeft && told.Cause == RestartCause.Fault && told.Unit.IsActive
            ? AwaitReady(told, e.At, settings.Supervision)
            : BeginRestart(told, e.At, settings);
    }

    /// <summary>A login on a dead line fails and is counted all the same: the line is asked before each.</summary>
    private static Step? AwaitBroker(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (state.Cause == RestartCause.Operator || settings.Watch.BrokerHost.Length == 0)
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

        var waiting = state with { Phase = Phase.Pausing, Waits = Wait.Turn, Plan = "" };
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
