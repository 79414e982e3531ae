using System.Text;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

/// <summary>Every phase answers every event: an odd cell is seen in review.</summary>
public sealed class PhaseTableTests
{
    private static readonly SupervisorState Begun = SupervisorState.Begin(SupervisorMemory.Empty, Some.Instant);

    private static readonly LoginProgress Complete = new(LoginStage.Completed, Some.Instant, Pushes: 0);

    /// <summary>A state in which each phase is usually found.</summary>
    private static readonly SupervisorState[] Usual =
    [
        Begun with
        {
            Unit = Some.Unit("inactive"),
        },
        Begun with
        {
            Phase = Phase.Idle,
            Unit = Some.Unit("inactive"),
        },
        Begun with
        {
            Phase = Phase.Pausing,
            Unit = Some.Unit("failed", "a", "exit-code", 137),
        },
        With(
            Phase.Restarting,
            "activating",
            m => m with { Pending = Pending(ActionKind.Restart), Reserved = Some.Instant }
        ),
        With(Phase.Stopping, "active", m => m with { Pending = Pending(ActionKind.Stop) }),
        With(Phase.Starting, "active", m => m with { Login = new(LoginStage.Submitted, Some.Instant, Pushes: 0) }),
        With(Phase.Running, "active", m => m with { Login = Complete, WasReady = true }) with
        {
            Api = Some.Ready,
        },
        With(Phase.Proving, "active", m => m with { Login = Complete, WasReady = true }) with
        {
            Api = new ApiStatus.Silent(ApiStage.Heartbeat, "silent"),
        },
    ];

    [Fact]
    public void Every_phase_answers_every_event() => Golden.Check(Table(), "PhaseTable");

    [Fact]
    public void The_table_has_every_phase_event_and_deadline()
    {
        Assert.Equal(Enum.GetValues<Phase>(), Usual.Select(state => state.Phase).Distinct());
        Assert.Equal(
            Names(typeof(SupervisorEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SupervisorEvent)))),
            Names(SampleEvents.All.Select(sample => sample.GetType()))
        );
        Assert.Equal(
            Enum.GetValues<Deadline>(),
            SampleEvents
                .All.OfType<SupervisorEvent.DeadlinePassed>()
                .Select(passed => passed.Deadline)
                .Distinct()
                .Order()
        );
        Assert.Equal(
            Names(typeof(OperatorWish).GetNestedTypes()),
            Names(SampleEvents.All.OfType<SupervisorEvent.OperatorAsked>().Select(asked => asked.Wish.GetType()))
        );
    }

    private static string Table()
    {
        var table = new StringBuilder();
        foreach (var sample in SampleEvents.All)
        {
            table.AppendLine(Title(sample));
            foreach (var state in Usual.Select(Judged))
            {
                var step = Supervisor.Decide(state, sample with { At = Some.Instant.AddMinutes(1) }, Some.Settings);
                var next = step.State.Phase == state.Phase ? "" : $"-> {step.State.Phase}";
                var what = string.Join(", ", step.Decisions.Select(Name));
                table.AppendLine($"  {state.Phase, -10} {next, -13} {what}".TrimEnd());
            }
        }

        return table.ToString();
    }

    private static SupervisorState Judged(SupervisorState state) =>
        state with
        {
            Finding = HealthRules.Judge(state.Observe(Some.Settings, Some.Instant)),
        };

    private static string Title(SupervisorEvent sample) =>
        sample switch
        {
            SupervisorEvent.OperatorAsked { Wish: var wish } => $"{wish.GetType().Name} asked for",
            SupervisorEvent.DeadlinePassed { Deadline: var deadline } => $"{deadline} passed",
            SupervisorEvent.UnitObserved { Unit: var unit } => $"unit {unit.ActiveState} {unit.InvocationId}",
            SupervisorEvent.ApiObserved { Api: ApiStatus.Ready { UpstreamLost: null } api } =>
                $"API ready {api.Accounts}",
            SupervisorEvent.ApiObserved { Api: ApiStatus.Ready } => "API ready without the broker",
            SupervisorEvent.ApiObserved { Api: var api } => $"API {api.GetType().Name}",
            SupervisorEvent.ControllerSaid { Signal: var signal } => $"controller: {signal}",
            SupervisorEvent.ConditionsObserved e => $"conditions of {e.Source}: {e.Conditions.Length}",
            SupervisorEvent.BrokerProbed e => $"broker reachable: {e.IsReachable}",
            SupervisorEvent.UnitJobSeen { Type: var type } => $"job {type} of somebody",
            SupervisorEvent.HandsOffObserved e => $"hands off: {e.HandsOff}",
            SupervisorEvent.InstallationObserved e => $"missing: {e.Missing}",
            SupervisorEvent.ProofFinished e => $"proof: {e.Outcome}",
            SupervisorEvent.AccountsRead e => $"orders at work: {e.Holdings.WatchedOrders}",
            SupervisorEvent.TimeJumped e => $"time jumped, by sleep: {e.IsSuspend}",
            _ => sample.GetType().Name,
        };

    private static string Name(Decision decision) =>
        decision switch
        {
            Decision.SetDeadline set => $"Set {set.Deadline}",
            Decision.ClearDeadline clear => $"Clear {clear.Deadline}",
            Decision.SendAlert send => $"SendAlert {send.Alert.Code}",
            Decision.Answer answer => $"Answer {answer.Reply}",
            Decision.WatchApi watch => $"WatchApi {watch.Watch}",
            _ => decision.GetType().Name,
        };

    private static SupervisorState With(Phase phase, string unit, Func<SupervisorMemory, SupervisorMemory> change) =>
        Begun with
        {
            Phase = phase,
            Unit = Some.Unit(unit, "a"),
            Memory = change(SupervisorMemory.Empty with { Invocation = "a" }),
        };

    private static PendingAction Pending(ActionKind kind) =>
        new(7, kind, Some.Instant, ByHuman: false, IsAccepted: true);

    private static IEnumerable<string> Names(IEnumerable<Type> types) =>
        types.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal);
}
