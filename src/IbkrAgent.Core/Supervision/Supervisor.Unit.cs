using System.Collections.Immutable;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the unit does, and what is done to it.</summary>
public static partial class Supervisor
{
    /// <summary>More jobs than can be under way at once; PID 1's journal entries lag behind by milliseconds.</summary>
    private const int OwnJobsKept = 8;

    private static Step OnSettled(SupervisorState state, Settled e, GatewaySettings settings)
    {
        // What was pending when the agent ended has happened or not: the unit tells, and a reserved login stays
        // counted.
        var read = Remember(state, m => m with { Pending = null, StopWhy = state.Unit.IsDown ? null : m.StopWhy }) with
        {
            Phase = Phase.Idle,
        };
        // A start passes the gate only when nothing is latched: whoever started the unit since knew of no conflict.
        if (
            read
                is {
                    Unit: { IsActive: true, ActiveSince: { } start },
                    Memory.Latch: { Kind: LatchKind.SessionConflict } conflict
                }
            && start > conflict.Since
        )
            read = Remember(read, m => m with { Latch = null });
        if (read.Unit.IsActive)
            return read is { Api: not ApiStatus.Ready, Memory: { Latch: { } latch, Login.IsComplete: false } }
                ? StopForGood(read, e.At, settings, latch.Why)
                : Adopt(read, e.At, settings);
        if (!read.Unit.IsDown || !read.IsWanted(settings, e.At))
            return Step.Stay(read);

        var intended = read with { Intention = "the Gateway is wanted and does not run" };
        return read.Memory.Ledger.RestartsLastHour(e.At) == 0
            ? BeginRestart(intended, e.At, settings)
            : PauseBeforeRestart(intended, e.At, settings.Supervision, intended.Intention);
    }

    /// <summary>A run that the agent did not see begin; a stop of it that had been accepted goes on.</summary>
    private static Step Adopt(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        if (state.Memory.StopWhy is { } why)
            return AwaitReady(state, at, settings.Supervision).Then(next => StopInOrder(next, at, settings, why));

        return AwaitReady(Remember(state, m => m with { Parked = false }), at, settings.Supervision)
            .Then(next => StopIfUnwanted(next, at, settings));
    }

    private static Step OnUnitObserved(SupervisorState state, UnitObserved e, GatewaySettings settings)
    {
        // What is active has passed the gate, and what an earlier run ended with does not count for it.
        var seen = state with
        {
            Unit = e.Unit,
            Refused = e.Unit.IsActive ? null : state.Refused,
        };
        var isNewRun = e.Unit.InvocationId.Length > 0 && e.Unit.InvocationId != state.Memory.Invocation;
        if (isNewRun)
            seen = EnterNewRun(seen, e.Unit.InvocationId, e.At);

        return seen.Phase switch
        {
            Phase.Settling or Phase.Restarting or Phase.Stopping => Step.Stay(seen),
            _ when e.Unit.IsActive && (isNewRun || !state.Unit.IsActive) => AwaitReady(
                    Remember(seen, m => m with { Parked = false }),
                    e.At,
                    settings.Supervision
                )
                .Then(next => StopSoonIfUnwanted(next, e.At, settings)),
            _ when e.Unit.IsDown && !state.Unit.IsDown => OnUnitDown(seen, e.End, e.At, settings),
            _ => Step.Stay(seen),
        };
    }

    private static SupervisorState EnterNewRun(SupervisorState state, string invocation, DateTimeOffset at) =>
        Remember(
            state,
            m =>
                NoteProcessEnded(m, at) with
                {
                    Invocation = invocation,
                    WasReady = false,
                    LostLink = null,
                    StopWhy = null,
                    OwnClose = null,
                    Login = LoginProgress.None with { Pushes = m.Login.Pushes },
                }
        ) with
        {
            IsLineDead = false,
            Api = new ApiStatus.Unknown(),
            StartBegan = at,
            Overdue = false,
            Dialog = "",
        };

    private static Step OnUnitDown(SupervisorState state, ExitMeaning? end, DateTimeOffset at, GatewaySettings settings)
    {
        // The stage of the login stays until the next run: the log may be late to say that it failed.
        var down = Remember(state, m => NoteProcessEnded(m, at) with { WasReady = false, StopWhy = null }) with
        {
            Api = new ApiStatus.Unknown(),
            Overdue = false,
            Phase = Phase.Idle,
            Plan = "",
        };
        var step = Step.Stay(down).Do(new ClearDeadline(Deadline.Start));
        var how = end is null ? "" : $", {end.Text}";
        var why = $"the Gateway ended: {down.Unit.Result}, status {down.Unit.ExitStatus}{how}";
        if (!down.IsWanted(settings, at))
            return step;
        if (end is { IsCuredByRestart: false })
            return step.Then(next => Step.Stay(next with { Refused = $"{why}; {end.Remedy}" }));
        return LoginHarm(down.Memory, at, settings.Supervision) is { } harm
            ? step.Then(next => StopForGood(next, at, settings, $"{why}, and {harm}"))
            : step.Then(next => PauseBeforeRestart(next, at, settings.Supervision, why));
    }

    private static Step OnUnitJobSeen(SupervisorState state, UnitJobSeen e, GatewaySettings settings)
    {
        // Until systemd has answered, its words can only be about the job that we asked for a moment ago.
        if (state.Memory.Pending is { IsAccepted: false } || state.Memory.OwnJobs.Contains(e.JobId))
            return Step.Stay(state);

        return e.Type switch
        {
            "stop" => Step.Stay(Park(state)).Do(new ClearDeadline(Deadline.Pause)),
            // A restart by hand begins with a stop and goes on with a start. Nothing tells a human from a program that
            // wants the unit, so its login counts when the controller speaks of it.
            "start" => OnStartByHand(state, e.At, settings),
            _ => Step.Stay(state),
        };
    }

    private static SupervisorState Park(SupervisorState state) =>
        Remember(state, m => m with { Parked = true }) with
        {
            Phase = state.Phase == Phase.Pausing ? Phase.Idle : state.Phase,
            Plan = "",
        };

    /// <summary>It ends a parking, and outside of the run window it goes before that for a time.</summary>
    private static Step OnStartByHand(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var started = Remember(
            state,
            m => ForceIfUnwanted(m with { Parked = false }, at, settings, ForceLasts, "started by hand")
        );
        // The start may have failed before the journal told of it: then it is for us to go on.
        return started is { Phase: Phase.Idle, Unit.IsDown: true } && started.IsWanted(settings, at)
            ? PauseBeforeRestart(started, at, settings.Supervision, "a start by hand did not succeed")
            : Step.Stay(started);
    }

    private static Step OnStartRefused(SupervisorState state, StartRefused e) =>
        Step.Stay(state with { Refused = e.Reason, Plan = "" });

    private static Step OnActionAccepted(SupervisorState state, ActionAccepted e) =>
        state.Memory.Pending is { } pending && pending.Intent == e.Intent
            ? Step.Stay(
                Remember(
                    state,
                    m => m with { Pending = pending with { IsAccepted = true }, OwnJobs = KeepJob(m.OwnJobs, e.JobId) }
                )
            )
            : Step.Stay(state);

    private static Step OnActionFinished(SupervisorState state, ActionFinished e, GatewaySettings settings)
    {
        if (state.Memory.Pending is not { } pending || pending.Intent != e.Intent)
            return Step.Stay(state);

        var ended = Remember(state, m => m with { Pending = null, StopWhy = null }) with
        {
            Phase = Phase.Idle,
            Cause = RestartCause.Fault,
            Plan = "",
        };
        if (pending.Kind == ActionKind.Reload && (e.Result != "done" || !e.WasTried))
            return OnReloadFailed(state, ended, e, settings);
        if (!e.WasTried)
            ended = Remember(ended, m => m with { Ledger = m.Ledger.WithoutAction(pending.At), Reserved = null });
        if (ended.Unit.IsActive)
            return AwaitReady(ended, e.At, settings.Supervision).Then(next => StopIfUnwanted(next, e.At, settings));
        if (ended.Unit.Result == "exec-condition")
            return Step.Stay(
                // The gate comes before anything is launched: the login reserved for this start was not made.
                Remember(ended, m => m with { Ledger = m.Ledger.WithoutColdLogin(pending.At), Reserved = null }) with
                {
                    Refused = ended.Refused ?? "the start gate refused: see the journal of the gateway's unit",
                }
            );

        return ended.Unit.IsDown && ended.IsWanted(settings, e.At)
            ? PauseBeforeRestart(ended, e.At, settings.Supervision, $"systemd's job ended with: {e.Result}")
            : Step.Stay(ended);
    }

    private static ImmutableArray<uint> KeepJob(ImmutableArray<uint> jobs, uint job) =>
        [.. jobs.TakeLast(OwnJobsKept - 1), job];
}
