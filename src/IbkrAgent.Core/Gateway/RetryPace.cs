namespace IbkrAgent.Gateway;

/// <summary>How long to wait before the API port is tried again.</summary>
public static class RetryPace
{
    /// <summary>
    /// A client id that was refused may stay taken for a while after an unclean end; it is not tried sooner.
    /// </summary>
    public static readonly TimeSpan ClientIdPause = TimeSpan.FromSeconds(5);

    private static readonly int[] FailurePausesInSeconds = [1, 2, 5, 15, 30, 60];

    /// <summary>The pause after a refused connection, which costs the Gateway nothing.</summary>
    /// <param name="waited">since the port is expected to open.</param>
    public static TimeSpan AfterRefusal(TimeSpan waited) =>
        waited.TotalMinutes switch
        {
            < 5 => TimeSpan.FromMilliseconds(100),
            < 20 => TimeSpan.FromSeconds(1),
            _ => TimeSpan.FromSeconds(5),
        };

    /// <summary>The pause after a connection that was accepted and came to nothing.</summary>
    /// <param name="failures">how many of them came in a row, this one included.</param>
    /// <remarks>Each leaves a dead socket in a Gateway that hangs, and it has 32 places for clients.</remarks>
    public static TimeSpan AfterFailure(int failures) =>
        TimeSpan.FromSeconds(FailurePausesInSeconds[Math.Clamp(failures - 1, 0, FailurePausesInSeconds.Length - 1)]);
}
