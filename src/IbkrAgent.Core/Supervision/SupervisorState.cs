using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Supervision;

/// <summary>Everything remembered between two events.</summary>
/// <param name="Memory">the part that is saved.</param>
/// <param name="Overdue">the Gateway should have been ready by now.</param>
/// <param name="Missing">what is missing on the host; empty when nothing is.</param>
/// <param name="Refused">why the start gate refused the last start; null when it did not.</param>
/// <param name="Intention">why the restart that is pausing or under way happens.</param>
/// <param name="ByHuman">the restart that is pausing was asked for by the operator.</param>
/// <param name="Plan">what happens next, for people; empty when nothing is planned.</param>
/// <param name="Finding">the verdict and its evidence.</param>
/// <param name="Since">when the verdict became what it is.</param>
/// <param name="Announced">the verdict that was told last.</param>
public sealed record SupervisorState(
    SupervisorMemory Memory,
    Phase Phase,
    UnitStatus Unit,
    ApiStatus Api,
    bool HandsOff,
    bool Overdue,
    string Missing,
    string? Refused,
    string Intention,
    bool ByHuman,
    string Plan,
    Finding Finding,
    DateTimeOffset Since,
    Verdict Announced
)
{
    /// <summary>The state of a supervisor that begins: it remembers, but has seen nothing yet.</summary>
    public static SupervisorState Begin(SupervisorMemory memory, DateTimeOffset at) =>
        new(
            memory,
            Phase.Settling,
            UnitStatus.Unknown,
            new ApiStatus.Unknown(),
            HandsOff: false,
            Overdue: false,
            Missing: "",
            Refused: null,
            Intention: "",
            ByHuman: false,
            Plan: "",
            new Finding(Verdict.Starting, "the agent has just started"),
            at,
            Verdict.Starting
        );

    /// <summary>Nothing wants the Gateway to stay down: not the operator, no latch, nothing missing, no refusal.</summary>
    public bool IsWanted => !Memory.Parked && Memory.Latch is null && Missing.Length == 0 && Refused is null;

    public Observations Observe() =>
        new(
            Unit,
            Api,
            Memory.Login,
            Memory.WasReady,
            Overdue,
            Memory.Parked,
            BeingReplaced: Phase is Phase.Restarting or Phase.Stopping,
            Missing,
            Refused,
            Memory.Latch?.Why
        );
}
