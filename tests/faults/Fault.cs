namespace IbkrAgent.Faults;

/// <summary>One thing that goes wrong, or only looks so, and what the agent has to make of it.</summary>
/// <param name="Name">lower case with hyphens, at most 40 characters; never reused for something else.</param>
/// <param name="Injected">what is done, for people.</param>
/// <param name="PlayAsync">does it; the Gateway is ready by then, unless <see cref="AtTheStart"/>.</param>
/// <remarks>
/// All but the texts is checked: against systemd, the journal, the agent's answers, the alerts that arrived, and the
/// stand-in's count of logins.
/// </remarks>
internal sealed record Fault(string Name, Outcome Outcome, string Injected, Func<RunningAgent, Task> PlayAsync)
{
    public required string Must { get; init; }

    public required string MustNot { get; init; }

    /// <summary>Credentials submitted, from the first start of the Gateway on, whoever made it submit them.</summary>
    public required Times Logins { get; init; }

    /// <summary>Settings beside those of <see cref="FaultTree"/>.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    /// <summary>What the stand-in is told before it has ever run; it holds for every java process to come.</summary>
    public IReadOnlyList<string> StandIn { get; init; } = [];

    /// <summary>It is there before the first login.</summary>
    public bool AtTheStart { get; init; }

    /// <summary>The verdict in the end.</summary>
    public string Verdict { get; init; } = "Ready";

    /// <summary>Exit status of <c>health-check</c> in the end.</summary>
    public int Health { get; init; }

    /// <summary>Verdicts that have to be passed through on the way, in this order.</summary>
    public IReadOnlyList<string> Via { get; init; } = [];

    /// <summary>RestartUnit by the agent from the injection on; the first start is one, if it comes after.</summary>
    public Times Restarts { get; init; }

    /// <summary>StopUnit by the agent.</summary>
    public Times Stops { get; init; }

    /// <summary>Alerts that have to reach a human.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>
    /// Alerts that may, when it takes a little longer; what is left alone must not lead to any other.
    /// </summary>
    public IReadOnlyList<string> MayBeTold { get; init; } = [];

    /// <summary>How often the daemon begins anew: it must not end by itself.</summary>
    public int AgentStarts { get; init; }

    /// <summary>The gateway's unit is down in the end, as it should be.</summary>
    public bool EndsDown { get; init; }

    /// <summary>Parked in the end; null: when it is stopped.</summary>
    public bool? Parked { get; init; }

    /// <summary>Another java than before runs in the end, although the agent did nothing.</summary>
    public bool ChangesJava { get; init; }

    /// <summary>
    /// How long the end has to last, in seconds of the agent's clock: time enough to do the wrong thing.
    /// </summary>
    public int Lasting { get; init; } = 10;

    /// <summary>How long the end is waited for, in minutes. Generous: the machine may be loaded.</summary>
    public int Patience { get; init; } = 3;
}
