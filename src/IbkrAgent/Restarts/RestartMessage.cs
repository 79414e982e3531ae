namespace IbkrAgent.Restarts;

/// <summary>What is queued for the loop of one gateway's restarts.</summary>
internal abstract record RestartMessage
{
    private RestartMessage() { }

    /// <summary>The supervisor has decided a restart.</summary>
    public sealed record Begun(RestartProof Proof) : RestartMessage;

    public sealed record Happened(RestartPlanEvent Event) : RestartMessage;

    /// <summary>The timer may elapse at another time than was known.</summary>
    public sealed record TimerTouched : RestartMessage;

    public sealed record GateAsked(TaskCompletionSource<CheckReport> Answer) : RestartMessage;
}
