using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Tells of the Gateway's connections to the broker and to its farms, as they change.</summary>
internal sealed class ConnectionNotices(ApiVoice voice, GatewayLife life, TimeProvider clock)
{
    private FarmNotice[] _toldFarms = [];

    private bool IsUpstreamGone => life.Scenario.Upstream is UpstreamState.Lost or UpstreamState.Broken;

    /// <summary>How the farms are, for a session that begins; nothing while there is no broker.</summary>
    public byte[][] EncodeFarms()
    {
        _toldFarms = FarmNotice.Of(life.Scenario);
        return IsUpstreamGone ? [] : [.. _toldFarms.Select(Encode)];
    }

    public async Task TellFarmsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(
                () => !voice.IsSilent && !FarmNotice.Of(life.Scenario).SequenceEqual(_toldFarms),
                cancellationToken
            );
            var farms = FarmNotice.Of(life.Scenario);
            byte[][] news = [.. farms.Except(_toldFarms).Select(Encode)];
            _toldFarms = farms;
            await voice.SayAsync(news, cancellationToken);
        }
    }

    /// <summary>Says that the broker is lost, again and again while it lasts, and once that it is back.</summary>
    public async Task TellUpstreamAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(() => IsUpstreamGone && !voice.IsSilent, cancellationToken);
            var state = life.Scenario.Upstream;
            await TellLossAsync(state, cancellationToken);
            var changed = life.WaitUntilAsync(() => life.Scenario.Upstream != state, cancellationToken);
            var repeated = state == UpstreamState.Lost ? life.Scenario.UpstreamRepeat : Timeout.InfiniteTimeSpan;
            await await Task.WhenAny(changed, Task.Delay(repeated, clock, cancellationToken));
            await voice.AwaitAsync(cancellationToken);
            if (!IsUpstreamGone)
                await TellReturnAsync(cancellationToken);
        }
    }

    private static string ListFarms(FarmNotice[] farms)
    {
        var connected = string.Join("; ", farms.Where(farm => farm.IsConnected).Select(farm => farm.Name));
        var missing = string.Join("; ", farms.Where(farm => !farm.IsConnected).Select(farm => farm.Name));
        return missing.Length == 0
            ? $"All data farms are connected: {connected}."
            : $"The following farms are connected: {connected}. The following farms are not connected: {missing}.";
    }

    private Task TellLossAsync(UpstreamState state, CancellationToken cancellationToken) =>
        state == UpstreamState.Lost
            ? voice.NoticeAsync(
                (int)TwsErrorCode.UpstreamLost,
                "Connectivity between IBKR and Trader Workstation has been lost.",
                cancellationToken
            )
            : voice.NoticeAsync(
                (int)TwsErrorCode.UpstreamBroken,
                "Connectivity between Trader Workstation and server is broken. It will be restored automatically.",
                cancellationToken
            );

    private Task TellReturnAsync(CancellationToken cancellationToken)
    {
        var scenario = life.Scenario;
        var (code, data) =
            scenario.Upstream == UpstreamState.RestoredDataLost
                ? (TwsErrorCode.UpstreamRestoredDataLost, "lost")
                : (TwsErrorCode.UpstreamRestored, "maintained");
        var text = $"Connectivity between IBKR and Trader Workstation has been restored - data {data}. ";
        return voice.NoticeAsync((int)code, text + ListFarms(FarmNotice.Of(scenario)), cancellationToken);
    }

    private byte[] Encode(FarmNotice farm) => voice.EncodeNotice(farm.Code, farm.Text);
}
