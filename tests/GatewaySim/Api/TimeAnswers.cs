using System.Globalization;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Tells the time, in seconds or in milliseconds, unless it was asked a moment ago.</summary>
internal sealed class TimeAnswers(ApiVoice voice, GatewayLife life, TimeProvider clock)
{
    private const int MillisSince = 197;
    private const string MillisMessage = "109";

    /// <summary>
    /// A time asked for sooner than this after the one before is not told, and nothing else is said either.
    /// </summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private long? _askedAt;

    public Task TellSecondsAsync(CancellationToken cancellationToken) =>
        TellAsync(() => voice.Encode(new CurrentTime(voice.Now)), cancellationToken);

    public Task TellMillisAsync(CancellationToken cancellationToken) =>
        voice.Version.Number >= MillisSince ? TellAsync(EncodeMillis, cancellationToken) : Task.CompletedTask;

    private Task TellAsync(Func<byte[]> encode, CancellationToken cancellationToken) =>
        MayTell() ? voice.SayAfterAsync(life.Scenario.TimeDelay, encode, cancellationToken) : Task.CompletedTask;

    private byte[] EncodeMillis() =>
        ApiVoice.Encode(MillisMessage, voice.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    private bool MayTell()
    {
        var now = clock.GetTimestamp();
        var tooSoon = _askedAt is { } last && clock.GetElapsedTime(last, now) < Spacing;
        _askedAt = now;
        return !tooSoon;
    }
}
