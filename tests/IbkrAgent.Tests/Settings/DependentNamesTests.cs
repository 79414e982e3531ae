using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Settings;

public sealed class DependentNamesTests
{
    [Theory]
    [InlineData("bot.service")]
    [InlineData("my-bot_2.service")]
    [InlineData("bot@live.service")]
    [InlineData("cronbot.service")]
    [InlineData("sshield.service")]
    [InlineData("virtualtrader.service")]
    [InlineData("userland.service")]
    [InlineData("ibkr-api.service")]
    public void A_service_of_the_operator_may_be_kept(string name) => Assert.Null(DependentNames.ProblemOf(name));

    [Theory]
    // Not a service, or not a name.
    [InlineData("bot", "does not end in .service")]
    [InlineData("bot.timer", "does not end in .service")]
    [InlineData("bot.service.d", "does not end in .service")]
    [InlineData(".service", "not the name of a unit")]
    [InlineData("-bot.service", "not the name of a unit")]
    [InlineData("a b.service", "letters, digits")]
    [InlineData("bot\"];evil().service", "letters, digits")]
    [InlineData("bot\\x2d.service", "letters, digits")]
    [InlineData("../bot.service", "not the name of a unit")]
    [InlineData("b/t.service", "letters, digits")]
    [InlineData("*.service", "letters, digits")]
    [InlineData("b\u00f6t.service", "letters, digits")]
    [InlineData("a@b@c.service", "letters, digits")]
    [InlineData("bot@.service", "is a template")]
    // Ours.
    [InlineData("ibkr-agent.service", "the agent's own")]
    [InlineData("ibkr-gateway.service", "the agent's own")]
    [InlineData("ibkr-gateway@live.service", "the agent's own")]
    [InlineData("ibkr-api-ready-wait.service", "the agent's own")]
    [InlineData("xvfb@live.service", "the agent's own")]
    // The host's: a root shell, the bus, logins, the network, and what runs programs for others.
    [InlineData("debug-shell.service", "the host's own")]
    [InlineData("systemd-logind.service", "the host's own")]
    [InlineData("dbus.service", "the host's own")]
    [InlineData("dbus-broker.service", "the host's own")]
    [InlineData("polkit.service", "the host's own")]
    [InlineData("ssh.service", "the host's own")]
    [InlineData("sshd@1.service", "the host's own")]
    [InlineData("NetworkManager-wait-online.service", "the host's own")]
    [InlineData("getty@tty1.service", "the host's own")]
    [InlineData("user@1000.service", "the host's own")]
    [InlineData("rescue.service", "the host's own")]
    [InlineData("docker.service", "the host's own")]
    [InlineData("cron.service", "the host's own")]
    public void What_is_no_service_of_the_operator_is_refused(string name, string problem) =>
        Assert.Contains(problem, DependentNames.ProblemOf(name), StringComparison.Ordinal);
}
