using IbkrAgent.Settings;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>What the supervisor's loop reads from its channel.</summary>
internal abstract record SupervisorMessage
{
    private SupervisorMessage() { }

    public sealed record Happened(SupervisorEvent Event) : SupervisorMessage;

    /// <summary>The journal was read up to a place; null instead of an event: nothing there meant anything.</summary>
    public sealed record JournalRead(SupervisorEvent? Event, string Cursor) : SupervisorMessage;

    /// <summary>A timer fired; whether its deadline still stands is for the loop to see.</summary>
    public sealed record Due(Deadline Deadline) : SupervisorMessage;

    /// <summary>From here on these settings count.</summary>
    public sealed record SettingsChanged(GatewaySettings Settings) : SupervisorMessage;

    /// <summary>Answered when the loop gets to it: the proof that it moves.</summary>
    public sealed record Ping(TaskCompletionSource Answered) : SupervisorMessage;
}
