using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>Everything remembered between two events.</summary>
/// <param name="Memory">the part that is saved.</param>
/// <param name="ApiAt">when <paramref name="Api"/> was seen.</param>
/// <param name="Conditions">what is not right beside the API's answer.</param>
/// <param name="Broker">whether the broker's host was reachable when it was last asked; null before.</param>
/// <param name="Window">whether somebody looked at the Gateway's window when it was last asked; null before.</param>
/// <param name="Waits">what the restart that is pausing waits for, beside its pause.</param>
/// <param name="Turn">whether this gateway is the one of the host that may log in.</param>
/// <param name="Luck">from 0 to 1: what the next pause is lengthened by, so that no two gateways keep in step.</param>
/// <param name="StartBegan">when the start that is under way, or was the last, began.</param>
/// <param name="LaunchTold">when the log last told of a Java process that begins.</param>
/// <param name="IsLineDead">the Gateway said that it cannot reach the broker, and has not shown since that it
/// can.</param>
/// <param name="Dialog">title of the last dialog in the present process that the controller does not handle; or
/// empty.</param>
/// <param name="Overdue">the Gateway should have been ready by now.</param>
/// <param name="Missing">what is missing on the host; empty when nothing is.</param>
/// <param name="Means">what the installed controller can do to keep a login.</param>
/// <param name="IsLaunchOutdated">only a start of the unit gives what runs what the operator wants of orders.</param>
/// <param name="Refused">why the start gate refused the last start; null when it did not.</param>
/// <param name="Intention">why the restart that is pausing or under way happens.</param>
/// <param name="Cause">what the restart that is pausing or under way is for.</param>
/// <param name="CauseSince">when that was decided; what is scheduled is not done much later.</param>
/// <param name="Plan">what happens next, for people; empty when nothing is planned.</param>
/// <param name="AsksForBroker">the broker has been away for too long, and its host was asked whether it can be
/// reached.</param>
/// <param name="WishChange">when run window, force or hold say something else than now; null: not by
/// themselves.</param>
/// <param name="StopDueSince">since when a stop by the clock is put off; null when none is.</param>
/// <param name="StopTriedAt">when one that is put off is tried again.</param>
/// <param name="AreDependentsGone">nothing that lives on the Gateway is in the way of a stop that is near.</param>
/// <param name="LastRestart">the last one that this agent decided; null before.</param>
/// <param name="Finding">the verdict and its evidence.</param>
/// <param name="Since">when the verdict became what it is.</param>
/// <param name="Announced">the verdict that was told last.</param>
public sealed record SupervisorState(
    SupervisorMemory Memory,
    Phase Phase,
    UnitStatus Unit,
    ApiStatus Api,
    DateTimeOffset ApiAt,
    ConditionBook Conditions,
    BrokerReach? Broker,
    WindowLook? Window,
    Wait Waits,
    Turn Turn,
    double Luck,
    DateTimeOffset StartBegan,
    DateTimeOffset LaunchTold,
    bool IsLineDead,
    string Dialog,
    bool HandsOff,
    bool Overdue,
    string Missing,
    ControllerMeans Means,
    bool IsLaunchOutdated,
    string? Refused,
    string Intention,
    RestartCause Cause,
    DateTimeOffset CauseSince,
    string Plan,
    bool AsksForBroker,
    DateTimeOffset? WishChange,
    DateTimeOffset? StopDueSince,
    DateTimeOffset? StopTriedAt,
    bool AreDependentsGone,
    RestartReport? LastRestart,
    Finding Finding,
    DateTimeOffset Since,
    Verdict Announced
)
{
    /// <summary>The state of a supervisor that begins: it remembers, but has seen nothing yet.</summary>
    public static SupervisorState Begin(SupervisorMemory memory, DateTimeOffset at) =>
        new(
            memory,
            Phase.Settling,
            UnitStatus.Unknown,
            new ApiStatus.Unknown(),
            ApiAt: at,
            ConditionBook.Empty,
            Broker: null,
            Window: null,
            Wait.Nothing,
            Turn.None,
            Luck: 0,
            StartBegan: at,
            LaunchTold: at,
            IsLineDead: false,
            Dialog: "",
            HandsOff: false,
            Overdue: false,
            Missing: "",
            ControllerMeans.None,
            IsLaunchOutdated: false,
            Refused: null,
            Intention: "",
            RestartCause.Fault,
            CauseSince: at,
            Plan: "",
            AsksForBroker: false,
            WishChange: null,
            StopDueSince: null,
            StopTriedAt: null,
            AreDependentsGone: false,
            LastRestart: null,
            new Finding(Verdict.Starting, "the agent has just started"),
            at,
            Verdict.Starting
        );

    /// <summary>
    /// Nothing wants the Gateway to stay down: not the operator, no window, no latch, nothing missing, no refusal.
    /// </summary>
    public bool IsWanted(GatewaySettings settings, DateTimeOffset at) =>
        !Memory.Parked
        && Memory.Latch is null
        && Missing.Length == 0
        && Refused is null
        && RunWish.Against(Memory, settings.Schedule, at) is null;

    /// <summary>
    /// A stop by the clock would leave so many orders alone: they do not rest at the broker, and their market is open.
    /// 0 when none is known, or the operator does not mind, for a stop as little as for a restart.
    /// </summary>
    public int OrdersAtWork(GatewaySettings settings, DateTimeOffset at) =>
        Api is ApiStatus.Ready && settings.RestartCheck.OrdersAtWork >= CheckLevel.Defer
            ? Memory.Holdings?.OrdersAtWork(settings.Schedule.Market, at) ?? 0
            : 0;

    public Observations Observe(GatewaySettings settings, DateTimeOffset at) =>
        new(
            Unit,
            Api,
            Memory.Login,
            Memory.WasReady,
            Overdue,
            Memory.Parked,
            RunWish.Rest(Memory, settings.Schedule, at),
            BeingReplaced: Phase is Phase.Restarting or Phase.Stopping
                || this is { Phase: Phase.Pausing, Waits: Wait.Turn },
            Missing,
            Refused,
            Memory.Latch,
            Api is ApiStatus.Ready ready
                ? AccountGuard.Problem(ready.Accounts, settings.TradingMode, settings.Account.Expected)
                : null,
            Conditions.Standing(settings.Watch, at),
            (Waits == Wait.Broker || Api is ApiStatus.Ready { IsUpstreamUnproved: true })
            && Broker is { IsReachable: false }
                ? Broker.Detail
                : null,
            // A broker's host that answers speaks for the line only: not against connections that are seen to be dead.
            Api is ApiStatus.Ready { Connections: null }
            && Broker is { IsReachable: true }
                ? null
                : (Api as ApiStatus.Ready)?.UpstreamDoubt,
            IsLineDead,
            Dialog
        );
}

/// <summary>Whether the broker's host took a connection.</summary>
/// <param name="Detail">how it did not; one line, lower case, no full stop.</param>
public sealed record BrokerReach(bool IsReachable, string Detail, DateTimeOffset At);

/// <summary>Whether somebody looked at the Gateway's window.</summary>
public sealed record WindowLook(bool HasViewer, DateTimeOffset At);
