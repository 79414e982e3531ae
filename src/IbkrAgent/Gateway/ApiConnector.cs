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
        OpenSession? open = null;
        try
        {
            var (heartbeat, failure) = await BecomeReadyAsync(connection, start, cancellationToken);
            if (heartbeat is null)
                return new(
                    failure!,
                    null,
                    failure is ApiStatus.Rejected && connection.Session.Stage == TwsStage.StartApi
                );

            open = new(connection, heartbeat);
            return new(ReadyStatus(connection.Session), open, WantsAnotherClientId: false);
        }
        finally
        {
            if (open is null)
                await connection.DisposeAsync();
        }
    }

    private static ApiAttempt Failed(ApiStatus status) => new(status, null, WantsAnotherClientId: false);

    /// <summary>What a session that is ready says of the Gateway.</summary>
    public static ApiStatus.Ready ReadyStatus(TwsSession session) =>
        new(session.Version.Number, session.ClientId, session.Accounts, session.UpstreamLost, session.Word);

    /// <summary>The first answered heartbeat, or what keeps it from coming.</summary>
    private async Task<(RoundTrip? Heartbeat, ApiStatus? Failure)> BecomeReadyAsync(
        TwsConnection connection,
        long start,
        CancellationToken cancellationToken
    )
    {
        var (_, failure) = await WaitAsync<TwsEvent.VersionAgreed>(
            connection,
            ApiStage.Handshake,
            "connected, but no answer to the hello",
            Left(timeouts.Hello, start),
            cancellationToken
        );
        if (failure is not null)
            return (null, failure);

        (_, failure) = await WaitAsync<TwsEvent.BecameReady>(
            connection,
            ApiStage.StartApi,
            "versions agreed, but the session does not begin: order id or accounts are missing",
            Left(timeouts.StartApi, start),
            cancellationToken
        );
        return failure is null ? await AskTimeAsync(connection, start, cancellationToken) : (null, failure);
    }

    private async Task<(RoundTrip? Heartbeat, ApiStatus? Failure)> AskTimeAsync(
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
            var (told, failure) = await WaitAsync<TwsEvent.TimeTold>(
                connection,
                ApiStage.Heartbeat,
                "the session is open, but the heartbeat is not answered",
                isLast ? left : Heartbeat.RepeatAfter,
                cancellationToken
            );
            if (told is not null)
                return (new(told.Time, time.GetUtcNow(), time.GetElapsedTime(asked)), null);

            if (isLast || failure is not ApiStatus.Silent)
                return (null, failure);
        }
    }

    /// <summary>The event that is expected, or why it did not come; the other one is null.</summary>
    private async Task<(TExpected? Seen, ApiStatus? Failure)> WaitAsync<TExpected>(
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
                case TExpected expected:
                    return (expected, null);
                case null:
                    return (null, new ApiStatus.Silent(stage, silence));
                case TwsEvent.Closed closed:
                    return (null, new ApiStatus.Rejected(closed.Reason));
                case TwsEvent.Noticed when connection.Session.ClientIdInUse:
                    return (null, new ApiStatus.Rejected(connection.Session.DescribeClose(anyByte: true)));
            }
    }

    private TimeSpan Left(TimeSpan step, long start)
    {
        var total = timeouts.Total - time.GetElapsedTime(start);
        return step < total ? step : total;
    }
}
