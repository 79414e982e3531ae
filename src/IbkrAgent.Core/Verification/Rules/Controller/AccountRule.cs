using System.Globalization;
using IbkrAgent.Controllers;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Verification.Rules;

/// <summary>Live money on a port that everybody takes for paper is the dearest of mistakes.</summary>
public sealed class AccountRule() : GatewayRule("account", "Trading mode, expected account and port belong together")
{
    private const int LivePort = 4001;
    private const int PaperPort = 4002;

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        [.. JudgeSettings(gateway.Settings), .. gateway.Controller.Judge(ini => JudgeMode(ini, gateway.Settings))];

    private static IEnumerable<Complaint> JudgeSettings(GatewaySettings settings)
    {
        var section = $"[gateway:{settings.Name}] of agent.ini";
        var mode = IbcSettings.NameOf(settings.TradingMode);
        foreach (var account in settings.Account.Expected.Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (AccountGuard.IsPaper(account) != (settings.TradingMode == TradingMode.Paper))
                yield return Complaint.Fail(
                    $"trading_mode is {mode}, and the expected account {account} is none",
                    $"correct trading_mode or accounts in {section}"
                );

        if (settings is { TradingMode: TradingMode.Live, Account.Expected: "" })
            yield return Complaint.Warn(
                "no account is expected: any live account is taken for the right one",
                $"set accounts in {section}"
            );

        if (settings.Api.Port == (settings.TradingMode == TradingMode.Live ? PaperPort : LivePort))
            yield return Complaint.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"trading_mode is {mode}, and {settings.Api.Port} is the port that programs use for the other one"
                ),
                $"set api_port in {section}, and OverrideTwsApiPort in config.ini"
            );
    }

    private static IEnumerable<Complaint> JudgeMode(ControllerIni ini, GatewaySettings settings)
    {
        const string Key = IbcSettings.TradingModeKey;
        if (
            ini[Key].Length > 0
            && !ini[Key].Equals(IbcSettings.NameOf(settings.TradingMode), StringComparison.OrdinalIgnoreCase)
        )
            yield return Complaint.Warn(
                $"{Key} is {ini[Key]} in {ini.Path}, and trading_mode {IbcSettings.NameOf(settings.TradingMode)} counts",
                $"remove {Key} from {ini.Path}"
            );
    }
}
