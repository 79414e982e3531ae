using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>The one gate that every start of the Gateway passes, also the operator's.</summary>
public static class StartGate
{
    /// <summary>A start of ours reaches the gate within this time after it was decided.</summary>
    private static readonly TimeSpan PendingFor = TimeSpan.FromMinutes(10);

    /// <summary>Null: the unit may start. Else the reason and the remedy.</summary>
    /// <param name="memory">what the agent remembers.</param>
    public static string? Refusal(SupervisorMemory memory, DateTimeOffset at, GatewaySettings settings)
    {
        if (memory.Latch is { NotBefore: { } earliest } paused && at < earliest)
            return $"latched since {paused.Since:u}: {paused.Why}; the broker wants no login before {earliest:u}";
        if (memory.Latch is { } latch)
            return $"latched since {latch.Since:u}: {latch.Why}; {AckRemedy(settings)}";
        if (RunWish.HoldAt(memory, at) is { } hold)
            return $"{hold}; to end the hold: {AgentCommand.For(settings.Name, "resume")}";
        if (memory.Pending is { Kind: ActionKind.Restart } pending && at - pending.At < PendingFor)
            return null; // decided by the agent, and accounted for

        return memory.Ledger.Refusal(at, settings.Supervision) is not { } spent ? null
            : spent.Until is { } until
                ? $"{spent.Why}; room again at {until:u}, or at once by: {AgentCommand.For(settings.Name, "restart")}"
            : $"{spent.Why}; {AckRemedy(settings)}";
    }

    /// <summary>What clears a latch, and what it costs.</summary>
    public static string AckRemedy(GatewaySettings settings) =>
        $"when you are ready to answer the login: {AgentCommand.For(settings.Name, "ack")}";
}
