using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>The data farms that the Gateway called broken and has not called well since.</summary>
/// <remarks>A dormant farm is well, it wakes when it is asked; one that is connecting stays what it was.</remarks>
internal sealed class BrokenFarms
{
    private const int MaxCount = 100;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Their names, sorted, comma separated; empty when none is broken.</summary>
    public string Names { get; private set; } = "";

    public void Take(ErrorMessage notice)
    {
        switch (notice.Code)
        {
            case TwsErrorCode.MarketDataFarmBroken:
            case TwsErrorCode.HistoricalDataFarmBroken:
            case TwsErrorCode.SecurityDefinitionFarmBroken:
                Add(FarmNames.NameIn(notice));
                break;
            case TwsErrorCode.MarketDataFarmOk or TwsErrorCode.MarketDataFarmDormant:
            case TwsErrorCode.HistoricalDataFarmOk or TwsErrorCode.HistoricalDataFarmDormant:
            case TwsErrorCode.SecurityDefinitionFarmOk:
                _names.Remove(FarmNames.NameIn(notice));
                break;
            case TwsErrorCode.UpstreamRestored or TwsErrorCode.UpstreamRestoredDataLost:
                _names.ExceptWith(FarmNames.Connected(notice.Text));
                foreach (var name in FarmNames.Unconnected(notice.Text))
                    Add(name);

                break;
            default:
                return;
        }

        Names = string.Join(", ", _names);
    }

    private void Add(string name)
    {
        if (_names.Count < MaxCount)
            _names.Add(name);
    }
}
