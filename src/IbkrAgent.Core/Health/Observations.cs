using System.Collections.Immutable;
using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>Everything a verdict is computed from.</summary>
/// <param name="WasReady">the API has been ready in the unit's present run.</param>
/// <param name="Overdue">the Gateway should have been ready by now.</param>
/// <param name="Rests">why the Gateway is not to run now, by run window, force or hold; null when it is.</param>
/// <param name="BeingReplaced">a restart or stop of ours is under way.</param>
/// <param name="Missing">what is missing on the host; empty when nothing is.</param>
/// <param name="Refused">why the Gateway is not started though it is wanted; null when nothing speaks against
/// it.</param>
/// <param name="Latch">why no login happens until it is acknowledged; null when one may.</param>
/// <param name="AccountProblem">how the login's accounts differ from the expected ones; null when they do not.</param>
/// <param name="Conditions">what is not right although the API answers, as far as it counts by now.</param>
/// <param name="BrokerLost">the broker's host takes no connection, and nothing else tells of the broker; null
/// otherwise.</param>
/// <param name="BrokerDoubt">why the API's answer does not show that the Gateway has the broker; null when it
/// does.</param>
/// <param name="IsLineDead">the Gateway itself said that it cannot reach the broker.</param>
/// <param name="Dialog">title of a dialog that the controller does not handle; empty when there was none.</param>
public sealed record Observations(
    UnitStatus Unit,
    ApiStatus Api,
    LoginProgress Login,
    bool WasReady,
    bool Overdue,
    bool Parked,
    string? Rests,
    bool BeingReplaced,
    string Missing,
    string? Refused,
    Latch? Latch,
    string? AccountProblem,
    ImmutableArray<Condition> Conditions,
    string? BrokerLost,
    string? BrokerDoubt,
    bool IsLineDead,
    string Dialog
);
