using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>What came of one attempt at a session.</summary>
/// <param name="Connection">the open session when the status is ready, for the caller to close; else null.</param>
/// <param name="WantsAnotherClientId">
/// the Gateway ended the session because of its client id, or without saying why.
/// </param>
internal sealed record ApiAttempt(ApiStatus Status, TwsConnection? Connection, bool WantsAnotherClientId);
