using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>What came of one attempt at a session.</summary>
/// <param name="Open">the session when the status is ready, for the caller to close; else null.</param>
/// <param name="WantsAnotherClientId">
/// the Gateway ended the session because of its client id, or without saying why.
/// </param>
internal sealed record ApiAttempt(ApiStatus Status, OpenSession? Open, bool WantsAnotherClientId);

/// <summary>A session that became ready.</summary>
/// <param name="Connection">for the holder to close.</param>
/// <param name="Heartbeat">the answer that made it ready.</param>
internal sealed record OpenSession(TwsConnection Connection, RoundTrip Heartbeat);
