using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Alerts;

/// <summary>Counts the messages that got no answer, and says so at most once an hour, without what they said.</summary>
/// <remarks>Anybody can write to a bot, as often as he likes.</remarks>
internal sealed class IgnoredMessages(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private int _foreign;
    private int _old;
    private int _tooMany;
    private long? _said;

    /// <summary>In another chat.</summary>
    public void Foreign() => Say(ref _foreign);

    /// <summary>A question that came too late.</summary>
    public void Old() => Say(ref _old);

    /// <summary>A question after many others.</summary>
    public void TooMany() => Say(ref _tooMany);

    private void Say(ref int count)
    {
        count++;
        if (_said is { } said && time.GetElapsedTime(said) < Hour)
            return;

        logger.MessagesIgnored(_foreign, _old, _tooMany);
        _said = time.GetTimestamp();
        (_foreign, _old, _tooMany) = (0, 0, 0);
    }
}
