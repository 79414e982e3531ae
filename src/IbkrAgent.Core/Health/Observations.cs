using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>Everything a verdict is computed from.</summary>
/// <param name="WasReady">the API has been ready in the unit's present run.</param>
/// <param name="Overdue">the Gateway should have been ready by now.</param>
/// <param name="BeingReplaced">a restart or stop of ours is under way.</param>
/// <param name="Missing">what is missing on the host; empty when nothing is.</param>
/// <param name="Refused">why the start gate refused the last start; null when it did not.</param>
/// <param name="Latched">why no login happens until it is acknowledged; null when one may.</param>
public sealed record Observations(
    UnitStatus Unit,
    ApiStatus Api,
    LoginProgress Login,
    bool WasReady,
    bool Overdue,
    bool Parked,
    bool BeingReplaced,
    string Missing,
    string? Refused,
    string? Latched
);
