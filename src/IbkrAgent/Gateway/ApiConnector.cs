using System.Net.Sockets;
using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>Opens sessions, from connect to the first answered heartbeat, with the client id that is free.</summary>
internal sealed class ApiConnector(ApiEndpoint endpoint, ApiTimeouts timeouts, TimeProvider time)
{
    private int _spare = endpoint.FirstSpare;

    /// <summary>Our end of the connection that is being opened or was opened last; zero before the first.</summary>
    public int LocalPort { get; private set; }

    public async Task<ApiAttempt> ConnectAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var tried = 1; ; tried++)
        {
            var clientId = endpoint.ClientId + _spare;
            var attempt = await OpenAsync(clientId, start, cancellationToken);
            if (!attempt.WantsAnotherClientId)
                return attempt;

            _spare = (_spare + 1) % ApiEndpoint.ClientIdCount;
            if (tried == ApiEndpoint.ClientIdCount)
                return attempt;
        }
    }

    private async Task<ApiAttempt> OpenAsync(int clientId, long start, CancellationToken cancellationToken)
    {
        var session = new TwsSession(clientId, endpoint.MaxServerVersion);
        try
        {
            var timeout = Left(timeouts.Connect, start);
            var connection = await TwsConnection.OpenAsync(endpoint.Port, session, timeout, time, cancellationToken);
            return await BeginAsync(connection, start, cancellationToken);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return Failed(new ApiStatus.Refused($"nothing listens on port {endpoint.Port}"));
        }
        catch (SocketException e)
        {
            return Failed(new ApiStatus.Refused($"connecting to port {endpoint.Port}: {e.SocketErrorCode}"));
        }
        catch (TimeoutException)
        {
            return Failed(
                new ApiStatus.Silent(
                    ApiStage.Connect,
                    $"port {endpoint.Port} neither accepts nor refuses: the queue of connections is full"
                )
            );
        }
    }

    private async Task<ApiAttempt> BeginAsync(TwsConnection connection, long start, CancellationToken cancellationToken)
    {
        LocalPort = connection.LocalPort;
        ApiAttempt? attempt = null;
        try
        {
            var failure = await FindFailureAsync(connection, start, cancellationToken);
            attempt = failure is null
                ? new(ReadyStatus(connection.Session), connection, WantsAnotherClientId: false)
                : new(failure, null, failure is ApiStatus.Rejected && connection.Session.Stage == TwsStage.StartApi);
            return attempt;
        }
        finally
        {
            if (attempt?.Connection is null)
                await connection.DisposeAsync();
        }
    }

    private static ApiAttempt Failed(ApiStatus status) => new(status, null, WantsAnotherClientId: false);

    /// <summary>What a session that is ready says of the Gateway.</summary>
    public static ApiStatus.Ready ReadyStatus(TwsSession session) =>
        new(session.Version.Number, session.ClientId, session.Accounts, session.UpstreamLost);

    private async Task<ApiStatus?> FindFailureAsync(
        TwsConnection connection,
        long start,
        CancellationToken cancellationToken
    )
    {
        var failure =
            await WaitAsync<TwsEvent.VersionAgreed>(
                connection,
                ApiStage.Handshake,
                "connected, but no answer to the hello",
                Left(timeouts.Hello, start),
                cancellationToken
            )
            ?? await WaitAsync<TwsEvent.BecameReady>(
                connection,
                ApiStage.StartApi,
                "versions agreed, but the session does not begin: order id or accounts are missing",
                Left(timeouts.StartApi, start),
                cancellationToken
            );
        return failure ?? await AskTimeAsync(connection, start, cancellationToken);
    }

    private async Task<ApiStatus?> AskTimeAsync(
        TwsConnection connection,
        long start,
        CancellationToken cancellationToken
    )
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            connection.Session.RequestTime();
            var left = Left(timeouts.Heartbeat - time.GetElapsedTime(asked), start);
            var isLast = left <= Heartbeat.RepeatAfter;
            var failure = await WaitAsync<TwsEvent.TimeTold>(
                connection,
                ApiStage.Heartbeat,
                "the session is open, but the heartbeat is not answered",
                isLast ? left : Heartbeat.RepeatAfter,
                cancellationToken
            );
            if (isLast || failure is not ApiStatus.Silent)
                return failure;
        }
    }

    private async Task<ApiStatus?> WaitAsync<TExpected>(
        TwsConnection connection,
        ApiStage stage,
        string silence,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
        where TExpected : TwsEvent
    {
        var start = time.GetTimestamp();
        while (true)
            switch (await connection.ReadAsync(timeout - time.GetElapsedTime(start), cancellationToken))
            {
                case TExpected:
                    return null;
                case null:
                    return new ApiStatus.Silent(stage, silence);
                case TwsEvent.Closed closed:
                    return new ApiStatus.Rejected(closed.Reason);
                case TwsEvent.Noticed when connection.Session.ClientIdInUse:
                    return new ApiStatus.Rejected(connection.Session.DescribeClose(anyByte: true));
            }
    }

    private TimeSpan Left(TimeSpan step, long start)
    {
        var total = timeouts.Total - time.GetElapsedTime(start);
        return step < total ? step : total;
    }
}
