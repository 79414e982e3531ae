using IbkrAgent.Common;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the operator asks for and does not get, and what he can do about it.</summary>
public static partial class Supervisor
{
    /// <summary>Why the wish is not granted; null when it is.</summary>
    private static (OperatorReply Reply, string Message)? Objection(
        SupervisorState state,
        OperatorAsked e,
        GatewaySettings settings
    ) =>
        e.Wish switch
        {
            _ when state.Phase == Phase.Settling => (
                OperatorReply.Busy,
                "the agent has just started: try again in a moment"
            ),
            OperatorWish.Hold or OperatorWish.Resume or OperatorWish.ResetCounters => null,
            _ when state.Phase is Phase.Restarting or Phase.Stopping => (
                OperatorReply.Busy,
                "a restart or stop is under way: try again"
            ),
            _ when Hands(state, settings, e.At) is { } tied => (
                OperatorReply.Refused,
                $"{tied}: the agent does not act; {TiedRemedy(state, e.At, settings)}"
            ),
            OperatorWish.Stop wish => ObjectionToStop(state, e.At, wish, settings),
            OperatorWish.ScheduledRestart when state.Phase is Phase.Starting or Phase.Pausing or Phase.Proving => (
                OperatorReply.Busy,
                $"it is {state.Finding.Verdict}, and something is being done about it already: try again"
            ),
            _ when state is { Phase: Phase.Pausing, Cause: RestartCause.Operator } => (
                OperatorReply.Busy,
                $"a restart is about to be made, {state.Intention}: try again"
            ),
            _ when state.Missing.Length > 0 => (OperatorReply.Refused, $"not configured: {state.Missing}"),
            OperatorWish.Acknowledge => ObjectionToAck(state, e.At),
            _ when state.Memory.Latch is { } latch => (
                OperatorReply.Refused,
                $"latched since {latch.Since:u}: {latch.Why}; {StartGate.AckRemedy(settings)}"
            ),
            OperatorWish.ScheduledLogin => AgainstScheduledLogin(state, e.At, settings) is { } why
                ? (OperatorReply.Refused, why)
                : null,
            OperatorWish.ScheduledRestart => AgainstScheduled(state, e.At, settings) is { } why
                ? (OperatorReply.Refused, why)
                : null,
            OperatorWish.Restart { Force: false } or OperatorWish.Start { Force: false } => ObjectionToStart(
                state,
                e.At,
                settings
            ),
            _ => null,
        };

    private static string TiedRemedy(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        RunWish.HoldAt(state.Memory, at) is null
            ? "systemctl does it by hand"
            : $"end the hold with: {AgentCommand.For(settings.Name, "resume")}";

    private static (OperatorReply, string)? ObjectionToStart(
        SupervisorState state,
        DateTimeOffset at,
        GatewaySettings settings
    ) =>
        RunWish.Against(state.Memory with { Force = null }, settings.Schedule, at) is { } why
        && RunWish.ForceAt(state.Memory, at) is not { Runs: true }
            ? (OperatorReply.Refused, $"{why}: to run it all the same, for a time, add --force")
            : null;

    private static (OperatorReply, string)? ObjectionToStop(
        SupervisorState state,
        DateTimeOffset at,
        OperatorWish.Stop wish,
        GatewaySettings settings
    ) =>
        !wish.Force && !settings.Schedule.Window.IsAlways && settings.Schedule.Window.IsOpenAt(at)
            ? (OperatorReply.Refused, "inside of its run window: to stop it all the same, for a time, add --force")
            : null;

    private static (OperatorReply, string)? ObjectionToAck(SupervisorState state, DateTimeOffset at) =>
        state.Memory switch
        {
            { Latch.NotBefore: { } earliest } when at < earliest => (
                OperatorReply.Busy,
                $"the broker wants no login before {earliest:u}: try again then"
            ),
            { Latch: null, Ledger.UnknownSince: null } => (
                OperatorReply.Refused,
                "nothing is latched: there is nothing to acknowledge"
            ),
            _ => null,
        };
}
