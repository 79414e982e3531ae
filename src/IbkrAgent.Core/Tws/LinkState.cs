using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>What the notices of a session add up to.</summary>
/// <remarks>
/// The codes 501 to 509 and 520 are made up by client libraries and never come over the wire; numbers of the warning
/// range that are not known change nothing.
/// </remarks>
internal sealed class LinkState
{
    private const string ReadOnlyMark = "read-only";

    private readonly BrokenFarms _farms = new();
    private ErrorMessage? _upstreamLoss;

    /// <summary>Code and text of the notice that said the broker is lost; null while the link is up.</summary>
    public string? UpstreamLost => _upstreamLoss?.ToString();

    /// <summary>What was said for the broker, and not taken back since.</summary>
    public UpstreamWord Word { get; private set; }

    public string BrokenFarms => _farms.Names;

    public bool ClientIdInUse { get; private set; }

    public bool IsReadOnly { get; private set; }

    /// <summary>The last notice that was no mere warning.</summary>
    public ErrorMessage? LastError { get; private set; }

    /// <param name="isBeginning">the session has just begun: what is said now may be older than it.</param>
    public void Take(ErrorMessage notice, bool isBeginning)
    {
        switch (notice.Code)
        {
            case TwsErrorCode.ClientIdInUse:
                ClientIdInUse = true;
                break;
            case TwsErrorCode.RequestRefused when IsAboutReadOnly(notice):
                IsReadOnly = true;
                break;
            case TwsErrorCode.UpstreamLost or TwsErrorCode.UpstreamBroken:
                _upstreamLoss ??= notice; // repeated while it lasts: the first one counts
                Word = UpstreamWord.None;
                break;
            case TwsErrorCode.UpstreamRestored or TwsErrorCode.UpstreamRestoredDataLost:
                _upstreamLoss = null;
                Hear(isBeginning);
                break;
            case TwsErrorCode.MarketDataFarmOk
            or TwsErrorCode.HistoricalDataFarmOk
            or TwsErrorCode.SecurityDefinitionFarmOk when _upstreamLoss is null:
                Hear(isBeginning);
                break;
        }

        _farms.Take(notice);
        if (!notice.IsWarning)
            LastError = notice;
    }

    private void Hear(bool isBeginning)
    {
        if (!isBeginning)
            Word = UpstreamWord.Later;
        else if (Word == UpstreamWord.None)
            Word = UpstreamWord.AsItBegan;
    }

    private static bool IsAboutReadOnly(ErrorMessage notice) =>
        notice.Text.Contains(ReadOnlyMark, StringComparison.OrdinalIgnoreCase)
        || notice.Text.Contains("read only", StringComparison.OrdinalIgnoreCase);
}
