using System.Collections.Immutable;
using IbkrAgent.Accounts;

namespace IbkrAgent.Restarts;

/// <summary>A restart that is followed until it is known what became of it.</summary>
/// <param name="Report">what is said of it so far.</param>
/// <param name="RunBefore">the unit's run that it ends; empty when there was none.</param>
/// <param name="JavaBefore">process id of the Gateway that it ends; null when there was none, or it was not seen.</param>
/// <param name="AccountsBefore">the last reading before it; null when there was none, or it is over.</param>
/// <param name="DependentsBefore">the dependents that ran, as systemd names them.</param>
/// <param name="WasAsked">the login asked for the second factor.</param>
/// <param name="ReadyAt">when the new process was ready; null before.</param>
/// <remarks>Saved: it goes on after a restart of the agent, or of the host.</remarks>
public sealed record RestartProof(
    RestartReport Report,
    string RunBefore,
    int? JavaBefore,
    AccountSnapshot? AccountsBefore,
    ImmutableArray<string> DependentsBefore,
    bool WasAsked,
    DateTimeOffset? ReadyAt
)
{
    public bool IsOver => Report.Outcome is not (RestartOutcome.UnderWay or RestartOutcome.Late) || IsClosed;

    /// <summary>One that was late is followed until the Gateway is ready, or is stopped.</summary>
    public bool IsClosed { get; init; }
}
