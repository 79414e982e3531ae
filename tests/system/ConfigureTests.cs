using System.Text.RegularExpressions;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.SystemTests;

/// <summary><c>ibkr-agent configure</c> on a host on which nothing is set up yet: by script and by hand.</summary>
public sealed partial class ConfigureTests(InstalledTree tree)
{
    private const string Capture = "tmux capture-pane -p -t set-up";
    private const string Sums = "find /etc/ibkr /etc/polkit-1 -type f | sort | xargs md5sum";
    private const string Webhook = "https://discord.invalid/api/webhooks/1/" + TestSecrets.Token;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_leads_from_a_fresh_package_to_a_Gateway_that_is_ready()
    {
        await using var host = await Container.BootAsync("configure", tree.Container, Token);
        var agent = await FreshAsync(host);
        await WriteSecretAsync(agent, "/root/login.env", LoginFile("IBKR_USERNAME", "IBKR_PASSWORD"));
        await WriteSecretAsync(agent, "/root/alerts.env", $"DISCORD_WEBHOOK_URL={Webhook}\n");
        var before = await agent.RunAsync("cat /etc/ibkr/agent.ini");
        const string Configure =
            "ibkr-agent configure --yes --accounts DU1234567 --set restart_pause=1s --dependents bot.service "
            + "--import-alerts /root/alerts.env --import-credentials - </root/login.env 2>&1";

        var told = await agent.RunAsync(Configure);

        Assert.Contains("+ IBKR_PASSWORD (set)", told, StringComparison.Ordinal);
        Assert.Contains("next: sudo systemctl enable --now ibkr-agent", told, StringComparison.Ordinal);
        AssertNoSecret(told);
        Assert.Equal(
            "root:root 644 /etc/ibkr/agent.ini\nroot:ibkr-gateway 640 /etc/ibkr/config.ini\n"
                + "root:root 600 /etc/ibkr/credentials.env\nroot:root 600 /etc/ibkr/alerts.env\n"
                + "root:root 644 /etc/polkit-1/rules.d/49-ibkr-agent-dependents.rules",
            await agent.RunAsync(
                "cd /etc/ibkr && stat -c '%U:%G %a %n' $PWD/{agent.ini,config.ini,credentials.env,alerts.env} "
                    + "/etc/polkit-1/rules.d/49-ibkr-agent-dependents.rules"
            )
        );
        Assert.Equal(
            "root:root 644 agent.ini\nroot:root 600 alerts.env\nroot:root 600 credentials.env",
            await agent.RunAsync(
                "cd /etc/ibkr && stat -c '%U:%G %a %n' *.bak | sed -E 's/[.][0-9]{8}T[0-9]{6}Z[.]bak$//'"
            )
        );
        Assert.Equal(before, await agent.RunAsync("cat /etc/ibkr/agent.ini.*.bak"));
        // Of the shipped file three lines are others, and all of its comments are there.
        Assert.Equal("3", await agent.RunAsync("diff /etc/ibkr/agent.ini.*.bak /etc/ibkr/agent.ini | grep -c '^>'"));

        await agent.StartAndBecomeReadyAsync();
        Assert.Equal(1, await agent.LoginAttemptsAsync());

        // Again, and with a Gateway that runs: nothing happens.
        var java = await agent.JavaAsync();
        var sums = await agent.RunAsync(Sums);
        Assert.Contains("nothing to change", await agent.RunAsync(Configure), StringComparison.Ordinal);
        Assert.Equal(sums, await agent.RunAsync(Sums));
        var later = await agent.RunAsync("ibkr-agent configure --yes --set farm_debounce=4min");
        Assert.Contains("next: ibkr-agent reload", later, StringComparison.Ordinal);
        Assert.Equal(java, await agent.JavaAsync());
        await agent.RunAsync("ibkr-agent reload");
        Assert.Equal(
            "4min",
            await agent.RunAsync(
                "ibkr-agent settings --json | jq -r '.. | objects | select(.key==\"farm_debounce\").value'"
            )
        );
    }

    [Fact]
    public async Task An_installation_of_before_is_taken_over()
    {
        await using var host = await Container.BootAsync("configure-import", tree.Container, Token);
        var agent = await FreshAsync(host);
        await agent.RunAsync("mkdir -p /root/ibc/scripts && touch /root/ibc/scripts/ibcstart.sh");
        await WriteSecretAsync(
            agent,
            "/root/ibc/config.ini",
            LoginFile("IbLoginId", "IbPassword") + "TradingMode=paper\nReadOnlyApi=yes\nCommandServerPort=0\n"
        );

        var shown = await agent.RunAsync("ibkr-agent configure --dry-run 2>&1");
        Assert.Contains("which is in a home directory", shown, StringComparison.Ordinal);
        Assert.Contains("found: settings with a login in /root/ibc/config.ini", shown, StringComparison.Ordinal);
        var told = await agent.RunAsync("ibkr-agent configure --yes --import-config /root/ibc/config.ini 2>&1");

        AssertNoSecret(shown + told);
        Assert.Equal(
            "CommandServerPort=7462\nReadOnlyApi=yes",
            await agent.RunAsync(
                "grep -E '^(CommandServerPort|ReadOnlyApi|IbLoginId|IbPassword)=' /etc/ibkr/config.ini"
            )
        );
        Assert.Equal("root:ibkr-gateway 640", await agent.RunAsync("stat -c '%U:%G %a' /etc/ibkr/config.ini.*.bak"));
        await agent.StartAndBecomeReadyAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_every_byte_stays()
    {
        await using var host = await Container.BootAsync("configure-wrong", tree.Container, Token);
        var agent = await FreshAsync(host);
        var sums = await agent.RunAsync(Sums);

        var wrong = await host.RunAsync("ibkr-agent configure --yes --api-port many --trading-mode demo", Token);
        Assert.Equal(78, wrong.Status);
        Assert.Contains("api_port: 'many' is not a number", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("trading_mode: 'demo' is not one of", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(64, await agent.StatusOfAsync("ibkr-agent configure --yes --set no_such_key=1"));
        Assert.Equal(64, await agent.StatusOfAsync("ibkr-agent configure </dev/null"));
        Assert.Equal(77, await agent.StatusOfAsync("setpriv --reuid=nobody --clear-groups ibkr-agent configure --yes"));
        Assert.Equal(1, await agent.StatusOfAsync("ibkr-agent configure --yes --import-config /root/none"));

        // A directory that cannot be written: nothing is half done.
        await agent.RunAsync("mount --bind /etc/ibkr /etc/ibkr && mount -o remount,bind,ro /etc/ibkr");
        var readOnly = await host.RunAsync("ibkr-agent configure --yes --api-port 4010", Token);
        Assert.Equal(1, readOnly.Status);
        Assert.Contains("nothing was changed", readOnly.Errors, StringComparison.Ordinal);
        await agent.RunAsync("umount /etc/ibkr");

        Assert.Equal(sums, await agent.RunAsync(Sums));
    }

    [Fact]
    public async Task A_person_is_asked_at_a_terminal_and_sees_no_secret()
    {
        await using var host = await Container.BootAsync("configure-terminal", tree.Container, Token);
        var agent = await FreshAsync(host);
        await OpenTerminalAsync(agent);

        await TypeAsync(agent, "Directory of IBC [/opt/ibc]:", "");
        await TypeAsync(agent, "[/opt/ibgateway]:", "");
        await TypeAsync(agent, "Version of the Gateway", "");
        await TypeAsync(agent, "Account: paper or live [paper]:", "demo");
        await TypeAsync(agent, "Account: paper or live [paper]:", "");
        await TypeAsync(agent, "Ids of the accounts", "");
        await TypeAsync(agent, "Port of the API", "");
        await TypeAsync(agent, "What the agent may do", "observe");
        await TypeAsync(agent, "When the Gateway runs", "");
        await TypeAsync(agent, "Services that live on the Gateway", "");
        await TypeAsync(agent, "User name at the broker [none]:", TestSecrets.UserName);
        await TypeAsync(agent, "once more:", TestSecrets.UserName);
        await TypeAsync(agent, "Password at the broker [none]:", TestSecrets.Password);
        await TypeAsync(agent, "once more:", TestSecrets.Password);
        await TypeAsync(agent, "DISCORD_WEBHOOK_URL of alerts.env [none]:", Webhook);
        foreach (var key in new[] { "TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "WEBHOOK_URL", "HEARTBEAT_URL" })
            await TypeAsync(agent, $"{key} of alerts.env [none]:", "");
        await TypeAsync(agent, "Write this? [y/N]:", "y");
        await agent.UntilAsync($"{Last} | grep -qx 'status 0'");

        var screen = (await agent.RunAsync(Capture)).TrimEnd() + "\n";
        AssertNoSecret(screen);
        Golden.Check(Stamp().Replace(screen, "TIME"), "configure-screen");
        Assert.Contains(
            $"\"{TestSecrets.Password}\"",
            host.ReadFile("/etc/ibkr/credentials.env"),
            StringComparison.Ordinal
        );
        Assert.Contains("\nmode = observe\n", host.ReadFile("/etc/ibkr/agent.ini"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_changes_nothing_and_gives_the_terminal_back()
    {
        await using var host = await Container.BootAsync("configure-left", tree.Container, Token);
        var agent = await FreshAsync(host);
        var sums = await agent.RunAsync(Sums);
        await OpenTerminalAsync(agent);
        const string Echo = "stty -F $(tmux display -p -t set-up '#{pane_tty}') -a | tr ' ' '\\n' | grep -qx";
        for (var i = 0; i < 9; i++)
            await TypeAsync(agent, i == 3 ? "Account: paper or live" : "]:", i == 3 ? "live" : "");
        await agent.UntilAsync($"{Last} | grep -qF 'User name at the broker'");
        await agent.UntilAsync($"{Echo} -- -echo");

        await agent.RunAsync("tmux send-keys -t set-up C-c");

        await agent.UntilAsync($"{Last} | grep -q 'status 130$'");
        await agent.UntilAsync($"{Echo} echo");
        Assert.Equal(sums, await agent.RunAsync(Sums));
    }

    private const string Last = $"{Capture} | sed '/^ *$/d' | tail -n 1";

    /// <summary>As the package has left it, with the stand-in where IBC and the Gateway are.</summary>
    private static async Task<RunningAgent> FreshAsync(Container host)
    {
        var agent = RunningAgent.SetUp(host);
        await agent.RunAsync("cat /usr/share/ibkr-agent/credentials.env >/etc/ibkr/credentials.env");
        return agent;
    }

    private static string LoginFile(string userKey, string passwordKey) =>
        $"{userKey}={TestSecrets.UserName}\n{passwordKey}={TestSecrets.Password}\n";

    private static async Task WriteSecretAsync(RunningAgent agent, string path, string text)
    {
        await agent.RunAsync($"install -m 0600 /dev/null {path}");
        agent.Host.WriteFile(path, text);
    }

    private static async Task OpenTerminalAsync(RunningAgent agent) =>
        await agent.RunAsync(
            "tmux new-session -d -s set-up -x 110 -y 60 \"trap : INT; ibkr-agent configure; echo status \\$?; sleep infinity\""
        );

    /// <summary>Waits for a question on the last line, and answers it.</summary>
    private static async Task TypeAsync(RunningAgent agent, string question, string answer)
    {
        await agent.UntilAsync($"{Last} | grep -F '{question}' | grep -q ':$'");
        await agent.RunAsync($"tmux send-keys -t set-up -l '{answer}'; tmux send-keys -t set-up Enter");
    }

    private static void AssertNoSecret(string text) =>
        Assert.All(TestSecrets.Marks, mark => Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("[0-9]{8}T[0-9]{6}Z")]
    private static partial Regex Stamp();
}
