using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.Cli;

/// <summary>Whether a timer whose service runs has triggered long after its time.</summary>
/// <remarks>
/// It does after the host slept, and also when it is changed or started again: systemd reckons from the last run or the
/// first activation, so that a time of today that is over elapses at once. Nobody expects a restart then.
/// </remarks>
internal static class LateTimer
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>how late it is; null: it is in time, or did not trigger, or cannot be asked.</returns>
    public static async Task<string?> ReadAsync(BusCommand bus, string timer, CancellationToken cancellationToken)
    {
        var (read, _) = await bus.RunAsync(
            Patience,
            (units, token) => units.GetTimerAsync(timer, token),
            cancellationToken
        );
        if (read is not { Due: { } due, LastTrigger: { } triggered } || triggered - due <= Grace)
            return null;

        var late = DurationText.Format(TimeSpan.FromMinutes((long)(triggered - due).TotalMinutes));
        var instant = due.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{timer} was due at {instant} UTC, {late} before it triggered";
    }
}
