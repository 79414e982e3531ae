using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Supervision;

/// <summary>Everything that can happen, each kind at least once.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset At = Some.Instant;

    /// <summary>Each gets its own time when it is played.</summary>
    public static readonly SupervisorEvent[] All =
    [
        new SupervisorEvent.Settled(At),
        new SupervisorEvent.UnitObserved(At, Some.Unit("inactive")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("activating", "a")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "b")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("failed", "a", "exit-code", 137)),
        new SupervisorEvent.ApiObserved(At, Some.Ready),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Refused("refused")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Silent(ApiStage.Heartbeat, "silent")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Lost("lost")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Rejected("rejected")),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ProcessStarted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginAttempted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.SecondFactorRequested),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginFailed),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.TooManyFailedLogins),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginCompleted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ExistingSessionAsks),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ExistingSessionWins),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.SessionTaken),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.UnknownDialog, "Exit Session Setting"),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { UpstreamLost = "1100 lost" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Accounts = "U1234567" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Connections = new(Live: 0, Unanswered: 1) }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Connections = null }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Word = UpstreamWord.AsItBegan, Connections = new(0, 0) }),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, [Some.BrokenFarm]),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, []),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Network, [Some.Foreign]),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Network, []),
        new SupervisorEvent.BrokerProbed(At, IsReachable: true, ""),
        new SupervisorEvent.BrokerProbed(At, IsReachable: false, "no route"),
        new SupervisorEvent.WindowLookedAt(At, HasViewer: true),
        new SupervisorEvent.WindowLookedAt(At, HasViewer: false),
        new SupervisorEvent.UnitJobSeen(At, "stop", 90),
        new SupervisorEvent.UnitJobSeen(At, "start", 91),
        new SupervisorEvent.StartRefused(At, "no password"),
        new SupervisorEvent.JournalGapFound(At),
        new SupervisorEvent.InstallationObserved(At, "", ControllerMeans.None),
        new SupervisorEvent.InstallationObserved(At, "IBC is missing", ControllerMeans.None),
        new SupervisorEvent.LaunchObserved(At, IsOutdated: true),
        new SupervisorEvent.SettingsChanged(At),
        new SupervisorEvent.HandsOffObserved(At, true),
        new SupervisorEvent.HandsOffObserved(At, false),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Pause),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Start),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Budget),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Proof),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Announce),
        new SupervisorEvent.JavaReplaced(At),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Launch),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Freshness),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Condition),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.Proved, "silent"),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.OthersServed, "served"),
        new SupervisorEvent.ActionAccepted(At, 7, 99),
        new SupervisorEvent.ActionFinished(At, 7, "done"),
        new SupervisorEvent.AccountsRead(At, new("STK", "CRYPTO 1")),
        new SupervisorEvent.AccountsRead(At, new("", "")),
        new SupervisorEvent.Shuffled(At, 0.5),
        new SupervisorEvent.DependentsGone(At, AreGone: true),
        new SupervisorEvent.DependentsGone(At, AreGone: false),
        new SupervisorEvent.TurnTaken(At),
        new SupervisorEvent.TimeJumped(At, TimeSpan.FromHours(1), IsSuspend: true),
        new SupervisorEvent.TimeJumped(At, TimeSpan.FromHours(-1), IsSuspend: false),
        new SupervisorEvent.HostBooted(At, Some.Instant),
        new SupervisorEvent.AgentStopping(At),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Wish),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Stop),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Broker),
        Asked(new OperatorWish.Restart(null, Force: false, For: null)),
        Asked(new OperatorWish.ScheduledRestart("it is due")),
        Asked(new OperatorWish.ScheduledLogin("it is due")),
        Asked(new OperatorWish.Start(null, Force: true, For: null)),
        Asked(new OperatorWish.Stop(null, Force: false, For: null)),
        Asked(new OperatorWish.Hold(null, For: null)),
        Asked(new OperatorWish.Resume()),
        Asked(new OperatorWish.Acknowledge()),
        Asked(new OperatorWish.ResetCounters()),
    ];

    private static SupervisorEvent.OperatorAsked Asked(OperatorWish wish) => new(At, 1, "uid 1000", wish);
}
