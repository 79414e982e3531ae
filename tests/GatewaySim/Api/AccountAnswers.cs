using System.Globalization;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Tells what the accounts are worth.</summary>
internal sealed class AccountAnswers(ApiVoice voice, GatewayLife life, ApiIdentity identity)
{
    /// <summary>A client may have as many account summaries at a time.</summary>
    private const int MaxSummaries = 2;

    private const int RequestFailed = 322;

    private readonly HashSet<int> _summaries = [];

    public Task TellSummaryAsync(AccountSummaryRequest request, CancellationToken cancellationToken)
    {
        if (!_summaries.Contains(request.RequestId) && _summaries.Count == MaxSummaries)
        {
            var text = "Error processing request.-'bS' : cause - Maximum number of account summary requests exceeded";
            return voice.NoticeAsync(RequestFailed, text, cancellationToken, request.RequestId);
        }

        _summaries.Add(request.RequestId);
        var scenario = life.Scenario;
        var rows =
            from account in identity.AccountList(scenario)
            from tag in request.Tags.Split(',', StringSplitOptions.TrimEntries)
            let found = AccountValues.Find(tag, scenario.NetLiquidation)
            where found is not null
            select new AccountSummary(request.RequestId, account, tag, found.Value.Value, found.Value.Currency);
        byte[][] end =
            scenario.WithheldEnd == WithheldEnd.AccountSummary
                ? []
                : [voice.Encode(new AccountSummaryEnd(request.RequestId))];
        return voice.SayAsync([.. rows.Select(voice.Encode), .. end], cancellationToken);
    }

    public void CancelSummary(int requestId) => _summaries.Remove(requestId);

    /// <summary>Values, portfolio and time of one account, as of the moment; no updates follow.</summary>
    public Task TellUpdatesAsync(string wanted, CancellationToken cancellationToken)
    {
        var scenario = life.Scenario;
        var account = wanted.Length > 0 ? wanted : identity.AccountList(scenario)[0];
        var values = Values(scenario)
            .Select(row => ApiVoice.Encode("6", "2", row.Tag, row.Value, row.Currency, account));
        var portfolio = scenario
            .Positions.Where((_, index) => identity.AccountOf(index, scenario) == account)
            .Select(position => EncodePortfolio(position, account));
        var time = ApiVoice.Encode("8", "1", voice.Now.ToString("HH:mm", CultureInfo.InvariantCulture));
        var end = ApiVoice.Encode("54", "1", account);
        return voice.SayAsync([.. values, .. portfolio, time, end], cancellationToken);
    }

    public Task TellUpdatesMultiAsync(int requestId, string account, CancellationToken cancellationToken)
    {
        var values = Values(life.Scenario)
            .Select(row => ApiVoice.Encode("73", "1", $"{requestId}", account, "", row.Tag, row.Value, row.Currency));
        return voice.SayAsync([.. values, ApiVoice.Encode("74", "1", $"{requestId}")], cancellationToken);
    }

    private static IEnumerable<(string Tag, string Value, string Currency)> Values(Scenario scenario) =>
        from tag in AccountValues.Updated
        let found = AccountValues.Find(tag, scenario.NetLiquidation)
        select (tag, found.Value.Value, found.Value.Currency);

    /// <summary>Message 7, version 8; what is bought at a price is worth that price.</summary>
    private static byte[] EncodePortfolio(HeldPosition position, string account)
    {
        var size = Text(position.Size);
        var cost = Text(position.AverageCost);
        var value = Text(position.Size * position.AverageCost);
        return new FieldWriter()
            .AddAll("7", "8", $"{position.ContractId}", position.Symbol, "STK")
            .AddAll("", "0", "0", "", "NASDAQ", "USD") // last trade date, strike, right, multiplier, exchange
            .AddAll(position.Symbol, position.Symbol, size, cost, value, cost)
            .AddAll("0.0", "0.0", account) // unrealised and realised profit
            .ToFrame();
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
