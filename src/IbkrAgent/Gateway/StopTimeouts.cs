namespace IbkrAgent.Gateway;

/// <summary>How long the steps of a stop may take; together less than TimeoutStopSec= of the gateway's unit.</summary>
/// <param name="Reply">until the controller answers; then it hangs.</param>
/// <param name="Stop">from the accepted STOP to the end of the processes.</param>
/// <param name="Pause">the same for PAUSE, which waits for the next full minute.</param>
/// <param name="Signal">what the Gateway gets to end on a signal.</param>
internal sealed record StopTimeouts(TimeSpan Reply, TimeSpan Stop, TimeSpan Pause, TimeSpan Signal)
{
    public static readonly StopTimeouts Default = new(
        Reply: TimeSpan.FromSeconds(10),
        Stop: TimeSpan.FromSeconds(30),
        Pause: TimeSpan.FromSeconds(90),
        Signal: TimeSpan.FromSeconds(5)
    );
}
