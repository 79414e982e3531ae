namespace IbkrAgent.Gateway;

/// <summary>
/// Finds out whether a Gateway that does not answer us answers nobody; what a restart has to wait for.
/// </summary>
/// <param name="endpoint">with client ids that the held session does not use.</param>
/// <param name="heldPort">our end of the held session, whose bytes are no one else's.</param>
/// <remarks>
/// Three fresh handshakes, the first at the beginning and the last ending with the duration, and meanwhile an eye on
/// the queues of the other clients' connections.
/// </remarks>
internal sealed class SilenceProof(ApiEndpoint endpoint, PortTable traffic, Func<int> heldPort, TimeProvider time)
{
    private const int HandshakeCount = 3;

    /// <summary>A Gateway has 32 places for clients; what it does with one more is not known.</summary>
    private const int PlacesForOthers = 31;

    public async Task<SilenceProofResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var timeout = duration / 4 < ApiTimeouts.Default.Hello ? duration / 4 : ApiTimeouts.Default.Hello;
        var probe = new ApiProbe(endpoint, ApiTimeouts.Default.Within(timeout), time);
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var handshakes = HandshakesAsync(probe, duration, timeout, decided.Token);
        var watch = WatchOthersAsync(probe, duration, decided.Token);
        try
        {
            return await await Task.WhenAny(handshakes, watch);
        }
        finally
        {
            await decided.CancelAsync();
            Task both = Task.WhenAll(handshakes, watch);
            await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SilenceProofResult> HandshakesAsync(
        ApiProbe probe,
        TimeSpan duration,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        for (var i = 0; i < HandshakeCount; i++)
        {
            await WaitUntilAsync((duration - timeout) * i / (HandshakeCount - 1), start, cancellationToken);
            var status = await probe.RunAsync(cancellationToken);
            // A session that begins and is not told the time proves nothing: the Gateway may only be short of answers.
            if (status is not ApiStatus.Silent { Stage: not ApiStage.Heartbeat })
                return new SilenceProofResult.Answered(status);
        }

        await WaitUntilAsync(duration, start, cancellationToken);
        return new SilenceProofResult.Proved();
    }

    private async Task<SilenceProofResult> WatchOthersAsync(
        ApiProbe probe,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var pause = duration / 20 < TimeSpan.FromSeconds(1) ? duration / 20 : TimeSpan.FromSeconds(1);
        try
        {
            var earlier = traffic.Read([heldPort(), probe.LocalPort]);
            while (true)
            {
                await Task.Delay(pause, time, cancellationToken);
                var now = traffic.Read([heldPort(), probe.LocalPort]);
                if (now.MovedSince(earlier) is { } movement)
                    return new SilenceProofResult.OthersMoving(movement);

                if (now.Count >= PlacesForOthers)
                    return new SilenceProofResult.OthersMoving($"{now.Count} other clients leave us no place");

                earlier = now;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SilenceProofResult.OthersMoving($"whether other clients are served cannot be seen: {e.Message}");
        }
    }

    private async Task WaitUntilAsync(TimeSpan moment, long start, CancellationToken cancellationToken)
    {
        var left = moment - time.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken);
    }
}
