namespace IbkrAgent.SystemTests;

/// <summary>
/// Chapters of docs/operations.md, walked by their own commands: several gateways, and the restart of the day of each.
/// </summary>
public sealed class AnotherGatewayTests(InstalledTree tree)
{
    private const string Timer = "ibkr-gateway-restart.timer";
    private const string Service = "ibkr-gateway-restart";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_gateways_and_the_restart_of_the_day()
    {
        await using var host = await Container.BootAsync("walk-several", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("trading_mode", "live")]);
        await agent.StartAndBecomeReadyAsync();

        var chapter = new Chapter("Several gateways");
        await AddAsync(chapter, agent);
        await WalkRestartOfTheDayAsync(agent);
        await RemoveAsync(chapter, agent);
        chapter.Done(("ibkr-agent ack", "the example of a command of main"));
    }

    /// <summary>By hand, by the command that makes the files, and by the one that asks for all.</summary>
    private static async Task AddAsync(Chapter chapter, RunningAgent agent)
    {
        var host = agent.Host;
        var main = await agent.JavaAsync();
        await agent.RunAsync(
            "printf '[gateway:hand]\\napi_port = 4003\\ntime_zone = Etc/UTC\\n' >>/etc/ibkr/agent.ini"
        );
        await chapter.DoAsync(host, "sudo install -d -m 0755 /etc/ibkr/NAME", ("NAME", "hand"));
        await chapter.DoAsync(
            host,
            "sudo install -m 0640 -g ibkr-gateway /etc/ibkr/config.ini /etc/ibkr/NAME/config.ini",
            ("NAME", "hand")
        );
        await chapter.DoAsync(
            host,
            "sudo install -m 0600 /usr/share/ibkr-agent/credentials.env /etc/ibkr/NAME/credentials.env",
            ("NAME", "hand")
        );
        await chapter.EditAsync(
            host,
            "sudoedit /etc/ibkr/NAME/config.ini",
            "sed -i 's/^CommandServerPort=.*/CommandServerPort=7463/; s/^OverrideTwsApiPort=.*/OverrideTwsApiPort=4003/' \"$1\"",
            ("NAME", "hand")
        );
        await agent.RunAsync(
            "printf '[gateway:made]\\napi_port = 4004\\ntime_zone = Etc/UTC\\n' >>/etc/ibkr/agent.ini"
        );
        await chapter.DoAsync(host, "sudo ibkr-agent add-gateway NAME", ("NAME", "made"));
        foreach (var name in (string[])["hand", "made"])
            host.WriteFile($"/etc/ibkr/{name}/credentials.env", Login(name));

        host.WriteFile("/root/login.env", Login("asked"));
        await chapter.DoAsync(
            host,
            "sudo ibkr-agent configure --gateway NAME",
            ("NAME", "asked --yes --api-port 4005 --set time_zone=Etc/UTC --import-credentials /root/login.env")
        );
        await chapter.DoAsync(host, "ibkr-agent reload");

        foreach (var name in (string[])["hand", "made", "asked"])
        {
            await agent.UntilAsync($"ibkr-agent health-check --gateway {name} --require-ready");
            Assert.Equal("1", await agent.RunAsync($"gateway-sim ctl --gateway {name} logins"));
            Assert.Contains(
                $"{name}: Ready",
                await chapter.DoAsync(host, "journalctl IBKR_GATEWAY=NAME", ("NAME", name)),
                StringComparison.Ordinal
            );
            Assert.Equal(
                "root:root 755\nroot:ibkr-gateway 640\nroot:root 600",
                await agent.RunAsync($"stat -c '%U:%G %a' /etc/ibkr/{name}{{,/config.ini,/credentials.env}}")
            );
            Assert.Contains(
                "nothing is latched",
                (await chapter.TryAsync(host, "ibkr-agent ack --gateway NAME", ("NAME", name))).Errors,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(main, await PidAsync(agent, "main"));
    }

    private static async Task RemoveAsync(Chapter chapter, RunningAgent agent)
    {
        const string Name = "hand";
        string[] others = ["main", "made", "asked"];
        var before = await PidsAsync(agent, others);
        await chapter.DoAsync(
            agent.Host,
            "sudo systemctl disable --now ibkr-gateway-restart@NAME.timer",
            ("NAME", Name)
        );
        await chapter.DoAsync(agent.Host, "sudo systemctl stop ibkr-gateway@NAME", ("NAME", Name));
        await agent.RunAsync($"sed -i '/^.gateway:{Name}.$/,/^time_zone/d' /etc/ibkr/agent.ini");
        await chapter.DoAsync(agent.Host, "ibkr-agent reload");
        await chapter.DoAsync(
            agent.Host,
            "sudo rm -r /etc/ibkr/NAME /var/lib/ibkr-agent/NAME /var/lib/ibkr-gateway/NAME",
            ("NAME", Name)
        );

        await agent.UntilAsync(
            "[ \"$(ibkr-agent status --json | jq -c '[.gateways[].name]')\" = '[\"main\",\"made\",\"asked\"]' ]"
        );
        Assert.Equal(before, await PidsAsync(agent, others));
        Assert.Equal("inactive", await agent.ShowAsync($"ibkr-gateway@{Name}", "ActiveState"));
        foreach (var name in others)
            Assert.Equal(0, await agent.StatusOfAsync($"ibkr-agent health-check --gateway {name} --require-ready"));

        // The next daemon knows nothing of it either.
        await agent.RunAsync("systemctl restart ibkr-agent");
        await agent.VerdictAsync("Ready");
        Assert.Equal(before, await PidsAsync(agent, others));
        Assert.Equal(0, await agent.StatusOfAsync($"[ ! -e /var/lib/ibkr-agent/{Name} ]"));
    }

    private static async Task WalkRestartOfTheDayAsync(RunningAgent agent)
    {
        var host = agent.Host;
        var chapter = new Chapter("The restart of the day");
        await MoveTimerAsync(chapter, agent);

        // Left out: by a hold, and by the file.
        var java = await PidAsync(agent, "main");
        await chapter.DoAsync(host, "ibkr-agent hold");
        await chapter.DoAsync(host, "sudo systemctl start ibkr-gateway-restart");
        Assert.Equal("exec-condition", await agent.ShowAsync(Service, "Result"));
        await agent.RunAsync("ibkr-agent resume");
        await chapter.DoAsync(host, "sudo touch /run/ibkr-agent/restart.skip");
        await chapter.DoAsync(host, "sudo systemctl start ibkr-gateway-restart");
        Assert.Equal("no", await agent.ShowAsync(Service, "ConditionResult"));
        Assert.Equal(java, await PidAsync(agent, "main"));

        // The file goes with the agent; the service fails when the settings are wrong.
        agent.Set(("mode", "perhaps"));
        await agent.RunAsync("systemctl stop ibkr-agent");
        Assert.NotEqual(0, (await chapter.TryAsync(host, "sudo systemctl start ibkr-gateway-restart")).Status);
        Assert.Contains(
            $"{Service}.service loaded failed",
            (await chapter.DoAsync(host, "systemctl --failed")).Replace("●", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        agent.Set(("mode", "act"));
        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.VerdictAsync("Ready");

        await chapter.DoAsync(host, "sudo systemctl start ibkr-gateway-restart");
        Assert.NotEqual(java, await PidAsync(agent, "main"));
        var said = await chapter.DoAsync(host, "journalctl -u ibkr-gateway-restart");
        Assert.Contains("main: block: ", said, StringComparison.Ordinal);
        Assert.Contains("main: go", said, StringComparison.Ordinal);

        // Inside the unit, and with the unit.
        await RestartsAsync(chapter, agent, "sudo systemctl reload ibkr-gateway", isNewRun: false);
        await RestartsAsync(chapter, agent, "ibkr-agent restart", isNewRun: true);

        await WalkOtherTimerAsync(chapter, agent);
        chapter.Done();
    }

    /// <summary>By the lines of the document, typed into the editor.</summary>
    private static async Task MoveTimerAsync(Chapter chapter, RunningAgent agent)
    {
        agent.Host.WriteFile("/root/typed", chapter.Lines("[Timer]"));
        await chapter.DoAsync(agent.Host, "ibkr-agent hold --for 5min");
        await chapter.EditAsync(
            agent.Host,
            $"sudo systemctl edit {Timer}",
            "sed -i '/^### Anything between here/r /root/typed' \"$1\""
        );
        var next = await agent.ShowAsync(Timer, "NextElapseUSecRealtime");
        var listed = await chapter.DoAsync(agent.Host, $"systemctl list-timers {Timer}");
        Assert.Contains(next, listed, StringComparison.Ordinal);
        Assert.Equal("17:15", await agent.RunAsync($"TZ=America/New_York date --date='{next}' +%H:%M"));
        await agent.RunAsync("ibkr-agent resume");
    }

    private static async Task RestartsAsync(Chapter chapter, RunningAgent agent, string command, bool isNewRun)
    {
        var java = await PidAsync(agent, "main");
        var run = await agent.ShowAsync("ibkr-gateway", "InvocationID");
        await chapter.DoAsync(agent.Host, command);
        await agent.UntilAsync($"java=$(gateway-sim ctl status | sed -n 's/^pid=//p') && [ \"$java\" != {java} ]");
        await agent.UntilAsync("ibkr-agent health-check --require-ready");
        await agent.SeenLastRunAsync();
        await agent.VerdictAsync("Ready");
        Assert.Equal(isNewRun, run != await agent.ShowAsync("ibkr-gateway", "InvocationID"));
    }

    private static async Task WalkOtherTimerAsync(Chapter chapter, RunningAgent agent)
    {
        const string Other = "ibkr-gateway-restart@hand.timer";
        Directory.CreateDirectory($"{agent.Host.Root}/etc/systemd/system/{Other}.d");
        agent.Host.WriteFile(
            $"/etc/systemd/system/{Other}.d/another-day.conf",
            "[Timer]\nOnCalendar=\nOnCalendar=2099-01-01\n"
        );
        await agent.RunAsync("systemctl daemon-reload");
        await chapter.DoAsync(agent.Host, $"sudo systemctl disable --now {Timer}");
        await chapter.DoAsync(
            agent.Host,
            "sudo systemctl enable --now ibkr-gateway-restart@NAME.timer",
            ("NAME", "hand")
        );
        Assert.Equal(
            "inactive\nactive\ndisabled\nenabled",
            await agent.RunAsync($"systemctl is-active {Timer} {Other}; systemctl is-enabled {Timer} {Other} || true")
        );

        var main = await PidAsync(agent, "main");
        var hand = await PidAsync(agent, "hand");
        await agent.RunAsync("systemctl start ibkr-gateway-restart@hand");
        Assert.NotEqual(hand, await PidAsync(agent, "hand"));
        Assert.Equal(main, await PidAsync(agent, "main"));
    }

    /// <summary>The process id of a Gateway, as the stand-in says it.</summary>
    private static Task<string> PidAsync(RunningAgent agent, string gateway) =>
        agent.RunAsync($"gateway-sim ctl --gateway {gateway} status | sed -n 's/^pid=//p'");

    private static async Task<IReadOnlyList<string>> PidsAsync(RunningAgent agent, string[] gateways)
    {
        List<string> pids = [];
        foreach (var gateway in gateways)
            pids.Add(await PidAsync(agent, gateway));
        return pids;
    }

    private static string Login(string gateway) =>
        $"IBKR_USERNAME={gateway}-{TestSecrets.UserName}\nIBKR_PASSWORD={TestSecrets.Password}\n";
}
