using System.Text.Json;

namespace IbkrAgent.SystemTests;

/// <summary>Chapters of docs/operations.md, walked by their own commands: to the live account, and to another server.</summary>
public sealed class MovingTests(InstalledTree tree)
{
    private const string Gateway = "ibkr-gateway";
    private const string LiveUser = "live-" + TestSecrets.UserName;
    private const string Drill = "sudo ibkr-agent verify --live-drill";
    private const string Verify = "sudo ibkr-agent verify";

    /// <summary>What verify cannot find well in a container, or before the first login.</summary>
    private static readonly string[] Expected =
    [
        "alerts",
        "api-reach",
        "broker-route",
        "clock",
        "daemon",
        "disk",
        "memory",
        "restart-timer",
        "settings",
        "timer-zone",
        "verdict",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_paper_to_live()
    {
        var chapter = new Chapter("From paper to live");
        await using var host = await Container.BootAsync("walk-live", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        agent.PutOffOwnRestart();
        await agent.PrepareStandInAsync($"set expected_user {TestSecrets.UserName}");
        await agent.StartAndBecomeReadyAsync();

        await chapter.DoAsync(host, "sudo ibkr-agent hold --for 2h --reason 'to live'");
        await chapter.DoAsync(host, "sudo systemctl stop ibkr-gateway");
        await agent.SteerAsync($"--keep set expected_user {LiveUser}", "--keep login-mode second-factor");
        host.WriteFile("/root/login.env", $"IBKR_USERNAME={LiveUser}\nIBKR_PASSWORD={TestSecrets.Password}\n");
        await chapter.DoAsync(
            host,
            "sudo ibkr-agent configure",
            (
                "configure",
                "configure --yes --trading-mode live --accounts U1234567 --mode observe --set orders_enabled=false "
                    + "--import-credentials /root/login.env"
            )
        );
        await chapter.DoAsync(host, "ibkr-agent reload");
        var complaints = await ComplaintsAsync(chapter, host);
        Assert.DoesNotContain("account", complaints);
        Assert.DoesNotContain("ports", complaints);
        Assert.DoesNotContain("credentials", complaints);
        Assert.Equal(1, agent.StandInLogins());

        await chapter.DoAsync(host, "ibkr-agent resume");
        await agent.VerdictLastsAsync("Stopped", 2);
        await chapter.DoAsync(host, "sudo systemctl start ibkr-gateway");
        await agent.VerdictAsync("AwaitingTwoFactor");
        await agent.SteerAsync("second-factor approve");
        await agent.VerdictAsync("Ready");
        Assert.Contains("U1234567", await chapter.DoAsync(host, "ibkr-agent status"), StringComparison.Ordinal);
        Assert.Equal("4001", await agent.RunAsync("ss -ltnH 'sport = :4001' | sed 's/.*:4001 .*/4001/'"));
        Assert.Contains("takes none", await agent.RunAsync("ibkr-agent orders"), StringComparison.Ordinal);
        Assert.Equal(2, agent.StandInLogins());

        // Nobody says yes, so nothing is disturbed.
        var java = await agent.JavaAsync();
        var drill = await chapter.TryAsync(host, Drill);
        Assert.Contains("passed: The Gateway is ready, proved by the API\n", drill.Output, StringComparison.Ordinal);
        Assert.Equal(java, await agent.JavaAsync());
        chapter.Done();
    }

    [Fact]
    public async Task A_backup_and_another_server()
    {
        var backup = new Chapter("Backup");
        var move = new Chapter("Another server");
        await using var old = await Container.BootAsync("walk-old", tree.Container, Token);
        var before = RunningAgent.SetUp(old, [.. RunningAgent.Tireless, ("accounts", "DU1234567")]);
        await before.StartAndBecomeReadyAsync();
        await backup.DoAsync(old, "ibkr-agent history --export FILE", ("FILE", "history.jsonl"));
        Assert.Contains("\"login\"", old.ReadFile("/home/YOU/history.jsonl"), StringComparison.Ordinal);

        await move.DoAsync(old, "sudo systemctl disable --now ibkr-agent");
        await move.DoAsync(old, "sudo systemctl stop ibkr-gateway");
        await move.DoAsync(old, "sudo systemctl mask ibkr-gateway");
        await AssertCannotStartAsync(before);
        await backup.DoAsync(old, "sudo install -m 0600 /dev/null ibkr-$(date +%F).tar.gz");
        await backup.DoAsync(
            old,
            "sudo tar --create --gzip --file ibkr-$(date +%F).tar.gz /etc/ibkr /var/lib/ibkr-agent /var/lib/ibkr-gateway"
        );
        backup.Done();
        Assert.Equal("600", await before.RunAsync("stat -c %a /root/ibkr-*.tar.gz"));

        await using var @new = await Container.BootAsync("walk-new", tree.Container, Token);
        await MoveAsync(move, old, @new);
        move.Done();
        Assert.Equal(1, before.StandInLogins());
    }

    private static async Task MoveAsync(Chapter chapter, Container old, Container host)
    {
        var agent = new RunningAgent(host);
        await agent.RunAsync("useradd YOU");
        // Numbers of users and groups are another host's.
        await agent.RunAsync(
            "groupmod -g 4711 ibkr-gateway && usermod -u 4711 ibkr-gateway && chgrp ibkr-gateway /etc/ibkr/config.ini"
        );
        var file = Assert.Single(Directory.GetFiles($"{old.Root}/root", "ibkr-*.tar.gz"));
        File.Copy(file, $"{host.Root}/root/{Path.GetFileName(file)}");

        await chapter.DoAsync(
            host,
            "sudo tar --extract --same-owner --directory / --file ibkr-DATE.tar.gz etc/ibkr var/lib/ibkr-gateway/main",
            ("ibkr-DATE.tar.gz", $"/root/{Path.GetFileName(file)}")
        );
        const string Owner = "stat -c '%u %a' /var/lib/ibkr-gateway/main";
        Assert.Equal("4711 700", await agent.RunAsync(Owner));
        await agent.RunAsync("chown -R nobody: /var/lib/ibkr-gateway/main");
        await chapter.DoAsync(host, "sudo chown -R ibkr-gateway: /var/lib/ibkr-gateway/main");
        Assert.Equal("4711 700", await agent.RunAsync(Owner));
        Assert.Equal(1, await agent.StatusOfAsync("test -e /var/lib/ibkr-agent/main"));
        // What is the test's own set-up, and no operator's drop-in.
        Directory.CreateDirectory($"{host.Root}/etc/systemd/system/ibkr-gateway-restart.timer.d");
        const string Timer = "/etc/systemd/system/ibkr-gateway-restart.timer.d/another-day.conf";
        host.WriteFile(Timer, old.ReadFile(Timer));
        await agent.RunAsync("systemctl daemon-reload");

        await chapter.DoAsync(host, "sudo ibkr-agent configure dependents");
        await chapter.DoAsync(host, "sudo usermod -aG ibkr YOU");
        Assert.Contains("YOU", await agent.RunAsync("getent group ibkr"), StringComparison.Ordinal);
        Assert.Empty((await ComplaintsAsync(chapter, host)).Except(Expected));
        Assert.Equal(0, await agent.LoginAttemptsAsync());

        await chapter.DoAsync(host, "sudo systemctl enable --now ibkr-agent");
        await agent.VerdictAsync("Ready");
        await agent.VerdictLastsAsync("Ready", 3);
        Assert.Equal(1, await agent.LoginAttemptsAsync());
        Assert.Contains("DU1234567", await agent.RunAsync("ibkr-agent status"), StringComparison.Ordinal);
        var drill = await chapter.TryAsync(host, Drill);
        Assert.Contains("passed: The agent is started at boot\n", drill.Output, StringComparison.Ordinal);
        Assert.Equal(1, await agent.LoginAttemptsAsync());
    }

    /// <summary>Neither by habit nor by the agent nor by a boot.</summary>
    private static async Task AssertCannotStartAsync(RunningAgent agent)
    {
        Assert.NotEqual(0, await agent.StatusOfAsync($"systemctl start {Gateway}"));
        await agent.RebootAsync();
        Assert.Equal(
            "inactive\ninactive\ninactive",
            await agent.RunAsync($"systemctl is-active ibkr-agent {Gateway} ibkr-gateway-restart.timer || true")
        );
        Assert.NotEqual(0, await agent.StatusOfAsync($"systemctl start {Gateway}"));
        Assert.Equal(1, agent.StandInLogins());
    }

    /// <summary>The rules that are not kept; said as text as well.</summary>
    private static async Task<IReadOnlyList<string>> ComplaintsAsync(Chapter chapter, Container host)
    {
        var text = await chapter.TryAsync(host, Verify);
        using var document = JsonDocument.Parse((await host.RunAsync("ibkr-agent verify --json", Token)).Output);
        string[] complaints =
        [
            .. document
                .RootElement.GetProperty("rules")
                .EnumerateArray()
                .Where(rule => rule.GetProperty("grade").GetString() != "Pass")
                .Select(rule => rule.GetProperty("id").GetString() ?? ""),
        ];
        Assert.All(complaints, id => Assert.Matches($"(?m)^(WARN|FAIL) {id}: ", text.Output));
        Assert.NotEmpty(complaints);
        return complaints;
    }
}
