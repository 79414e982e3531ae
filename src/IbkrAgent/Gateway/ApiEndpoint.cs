using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>Where the API listens, and as whom we connect.</summary>
/// <param name="Port">TCP port on 127.0.0.1.</param>
/// <param name="ClientId">our client id; the two above it are spares.</param>
/// <param name="MaxServerVersion">highest protocol version advertised.</param>
/// <param name="FirstSpare">how far above the client id the first to be tried is.</param>
internal sealed record ApiEndpoint(int Port, int ClientId, int MaxServerVersion, int FirstSpare = 0)
{
    /// <summary>Client ids per user: the first and its spares.</summary>
    public const int ClientIdCount = 3;

    /// <summary>For the daemon's held session.</summary>
    public static ApiEndpoint ForDaemon(ApiSettings api) => new(api.Port, api.ClientId, api.MaxServerVersion);

    /// <summary>For a check without the daemon; shares no client id with it.</summary>
    /// <param name="processId">of the check: two at once begin with different client ids, mostly.</param>
    public static ApiEndpoint ForDirectCheck(ApiSettings api, int processId) =>
        new(api.Port, api.ClientId + ClientIdCount, api.MaxServerVersion, processId % ClientIdCount);

    /// <summary>For the fresh handshakes of a silence proof; shares no client id with the held session.</summary>
    public static ApiEndpoint ForProof(ApiSettings api) =>
        new(api.Port, api.ClientId + (2 * ClientIdCount), api.MaxServerVersion);
}
