using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Tells the positions, and while a client wants it, each change.</summary>
internal sealed class PositionAnswers(ApiVoice voice, GatewayLife life, ApiIdentity identity)
{
    /// <summary>The rows the client knows; null while it wants none.</summary>
    private volatile Position[]? _told;

    public Task SubscribeAsync(CancellationToken cancellationToken)
    {
        var scenario = life.Scenario;
        var rows = Rows(scenario);
        _told = rows;
        byte[][] end = scenario.WithheldEnd == WithheldEnd.Positions ? [] : [voice.Encode(new PositionEnd())];
        return voice.SayAsync([.. rows.Select(voice.Encode), .. end], cancellationToken);
    }

    public void Cancel() => _told = null;

    /// <summary>Tells what changes; what is not held any more has the size zero once.</summary>
    public async Task TellChangesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(IsNews, cancellationToken);
            if (_told is not { } told)
                continue;

            var rows = Rows(life.Scenario);
            _told = rows;
            var gone = told.ExceptBy(rows.Select(row => row.ContractId), row => row.ContractId)
                .Select(row => row with { Size = 0 });
            byte[][] news = [.. gone.Concat(rows.Except(told)).Select(voice.Encode)];
            await voice.SayAsync(news, cancellationToken);
        }
    }

    private bool IsNews() => _told is { } told && !voice.IsSilent && !told.SequenceEqual(Rows(life.Scenario));

    private Position[] Rows(Scenario scenario) =>
        [
            .. scenario.Positions.Select(
                (held, index) =>
                    new Position(
                        identity.AccountOf(index, scenario),
                        held.ContractId,
                        held.Symbol,
                        "STK",
                        "USD",
                        held.Symbol,
                        held.Size,
                        held.AverageCost
                    )
            ),
        ];
}
