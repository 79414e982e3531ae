using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>The one gate that every start of the Gateway passes, also the operator's.</summary>
public static class StartGate
{
    /// <summary>A start of ours reaches the gate within this time after it was decided.</summary>
    private static readonly TimeSpan PendingFor = TimeSpan.FromMinutes(10);

    /// <summary>Null: the unit may start. Else the reason and the remedy.</summary>
    /// <param name="memory">what the agent remembers.</param>
    public static string? Refusal(SupervisorMemory memory, DateTimeOffset at, SupervisionSettings policy)
    {
        if (memory.Latch is { NotBefore: { } earliest } paused && at < earliest)
            return $"latched since {paused.Since:u}: {paused.Why}; the broker wants no login before {earliest:u}";
        if (memory.Latch is { } latch)
            return $"latched since {latch.Since:u}: {latch.Why}; when you are ready to answer the login: ibkr-agent ack";
        if (RunWish.HoldAt(memory, at) is { } hold)
            return $"{hold}; to end the hold: ibkr-agent resume";
        if (memory.Pending is { Kind: ActionKind.Restart } pending && at - pending.At < PendingFor)
            return null; // decided by the agent, and accounted for

        return memory.Ledger.Refusal(at, policy) is not { } spent ? null
            : spent.Until is { } until ? $"{spent.Why}; room again at {until:u}, or at once by: ibkr-agent restart"
            : $"{spent.Why}; when you are ready to answer the login: ibkr-agent ack";
    }
}
