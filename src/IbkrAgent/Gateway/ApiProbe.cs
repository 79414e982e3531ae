namespace IbkrAgent.Gateway;

/// <summary>Asks the API once, over a connection of its own: connect, handshake, session, time, close.</summary>
internal sealed class ApiProbe(ApiEndpoint endpoint, ApiTimeouts timeouts, TimeProvider time)
{
    private readonly ApiConnector _connector = new(endpoint, timeouts, time);

    /// <summary>Our end of the last connection; zero before the first.</summary>
    public int LocalPort => _connector.LocalPort;

    public async Task<ApiStatus> RunAsync(CancellationToken cancellationToken)
    {
        var attempt = await _connector.ConnectAsync(cancellationToken);
        if (attempt.Open is { } open)
            await open.Connection.DisposeAsync();

        return attempt.Status;
    }
}
