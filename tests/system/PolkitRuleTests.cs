using System.Diagnostics;

namespace IbkrAgent.SystemTests;

/// <summary>
/// What the shipped rule answers where polkit tells the caller's unit, which that of Debian 12 does not: by itself.
/// </summary>
public sealed class PolkitRuleTests
{
    private const string Polkit = """
        const [rule, user, caller, verb, unit] = process.argv.slice(1);
        const polkit = { Result: { YES: 'yes', NO: 'no', NOT_HANDLED: 'not handled' }, addRule: f => { polkit.rule = f } };
        new Function('polkit', require('fs').readFileSync(rule, 'utf8'))(polkit);
        const action = { id: 'org.freedesktop.systemd1.manage-units', lookup: key => ({ unit, verb })[key] };
        const units = new Map([['before126', undefined], ['none', null]]);
        console.log(polkit.rule(action, { user, system_unit: units.has(caller) ? units.get(caller) : caller }));
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // The daemon.
    [InlineData("ibkr-agent.service", "restart", "ibkr-gateway.service", "yes")]
    [InlineData("ibkr-agent.service", "stop", "ibkr-gateway@live.service", "yes")]
    [InlineData("ibkr-agent.service", "reset-failed", "xvfb.service", "yes")]
    [InlineData("ibkr-agent.service", "stop", "ibkr-api-ready.target", "yes")]
    [InlineData("ibkr-agent.service", "reload", "ibkr-gateway.service", "yes")]
    [InlineData("ibkr-agent.service", "reload", "ibkr-gateway@live.service", "yes")]
    [InlineData("ibkr-agent.service", "reload", "xvfb.service", "no")]
    [InlineData("ibkr-agent.service", "reload", "dbus.service", "no")]
    [InlineData("ibkr-agent.service", "reload-or-restart", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-agent.service", "start", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-agent.service", "restart", "ibkr-gateway-restart.service", "no")]
    [InlineData("ibkr-agent.service", "restart", "dbus.service", "no")]
    [InlineData("before126", "restart", "ibkr-gateway.service", "yes")]
    [InlineData("before126", "start", "ibkr-gateway.service", "no")]
    // The restart of the day: of its own Gateway, and nothing else.
    [InlineData("ibkr-gateway-restart.service", "restart", "ibkr-gateway.service", "yes")]
    [InlineData("ibkr-gateway-restart@live.service", "restart", "ibkr-gateway@live.service", "yes")]
    [InlineData("ibkr-gateway-restart.service", "restart", "ibkr-gateway@live.service", "no")]
    [InlineData("ibkr-gateway-restart@live.service", "restart", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart.service", "stop", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart.service", "start", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart.service", "reload", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart.service", "restart", "xvfb.service", "no")]
    [InlineData("ibkr-gateway-restart.service", "restart", "ibkr-agent.service", "no")]
    // Whoever else has the user.
    [InlineData("none", "restart", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart@UPPER.service", "restart", "ibkr-gateway@UPPER.service", "no")]
    [InlineData("xibkr-gateway-restart.service", "restart", "ibkr-gateway.service", "no")]
    [InlineData("ibkr-gateway-restart.service.d", "restart", "ibkr-gateway.service", "no")]
    [InlineData("cron.service", "restart", "ibkr-gateway.service", "no")]
    public async Task The_rule_answers(string caller, string verb, string unit, string answer) =>
        Assert.Equal(answer, await AskAsync("ibkr-agent", caller, verb, unit));

    [Fact]
    public async Task The_rule_says_nothing_of_other_users() =>
        Assert.Equal("not handled", await AskAsync("root", "none", "restart", "ibkr-gateway.service"));

    private static async Task<string> AskAsync(params string[] arguments)
    {
        var rule = Path.Combine(Sources.Root, "packaging", "polkit", "50-ibkr-agent.rules");
        var start = new ProcessStartInfo("node", ["-e", Polkit, rule, .. arguments]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        var answer = await node.StandardOutput.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        return answer.Trim();
    }
}
