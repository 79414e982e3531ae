using System.Globalization;
using System.Text.Json;

namespace IbkrAgent.SystemTests;

/// <summary>Chapters of docs/operations.md, walked by their own commands: those of any day.</summary>
public sealed class OperationsTests(InstalledTree tree)
{
    private const string Calendar = "/etc/ibkr/nyse.calendar";
    private const string Inhibitors = "ibkr-agent status --json | jq -c '[.gateways[0].inhibitors[]?.id]'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_window_restart_check_and_inhibitors()
    {
        await using var host = await Container.BootAsync("walk-day", tree.Container, Token);
        var closed = $"{DateTimeOffset.UtcNow.AddDays(3).DayOfWeek} 12:00-13:00";
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("account_interval", "10s"), ("run_window", closed)]
        );

        await WalkRunWindowAsync(agent);
        await WalkRestartCheckAsync(agent);
        await WalkInhibitorsAsync(agent);
    }

    [Fact]
    public async Task Dependents_and_a_unit_that_waits_for_the_API()
    {
        var chapter = new Chapter("Dependents");
        await using var host = await Container.BootAsync("walk-dependents", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        const string Service = "[Service]\nExecStart=/usr/bin/sleep infinity\n[Install]\n";
        foreach (var name in (string[])["bot", "api"])
            host.WriteFile($"/etc/systemd/system/{name}.service", $"{Service}WantedBy=multi-user.target\n");
        host.WriteFile(
            "/etc/systemd/system/waiter.service",
            chapter.Lines("[Unit]").Replace("[Install]\n", Service, StringComparison.Ordinal)
        );
        await agent.RunAsync("systemctl daemon-reload && systemctl enable bot api waiter");
        await agent.StartAndBecomeReadyAsync();

        await chapter.EditAsync(
            host,
            "sudoedit /etc/ibkr/agent.ini",
            "sed -i 's/^dependents =$/dependents = bot.service, api.service/' \"$1\""
        );
        await chapter.DoAsync(host, "sudo systemctl disable bot.service api.service");
        await chapter.DoAsync(host, "sudo ibkr-agent configure dependents");
        await chapter.DoAsync(host, "ibkr-agent reload");

        await agent.UntilAsync("systemctl is-active --quiet bot && systemctl is-active --quiet api");
        Assert.Equal(
            "disabled\ndisabled\nenabled",
            await agent.RunAsync("systemctl is-enabled bot api waiter || true")
        );

        await agent.RebootAsync();
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync("! systemctl is-active bot api waiter | grep -qvx active");
        var bot = await StartedAsync(agent, "bot");
        Assert.InRange(await StartedAsync(agent, "api"), bot, long.MaxValue);
        var open = (await agent.GatewayLinesAsync("API socket port 4002 is open"))[^1];
        var starts = await agent.EntriesAsync("_PID=1", "UNIT=waiter.service", "JOB_RESULT=done");
        Assert.All(
            (await agent.EventsAsync(AgentEvent.RestartingDependent)).TakeLast(2).Append(starts[^1]),
            start => Assert.True(start.At > open.At)
        );

        chapter.Done();
    }

    private static async Task<long> StartedAsync(RunningAgent agent, string unit) =>
        long.Parse(await agent.ShowAsync(unit, "ActiveEnterTimestampMonotonic"), CultureInfo.InvariantCulture);

    private static async Task WalkRunWindowAsync(RunningAgent agent)
    {
        var chapter = new Chapter("Run window and calendar");
        await agent.StartAsync();
        await agent.VerdictAsync("Stopped");
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));

        await chapter.DoAsync(agent.Host, "ibkr-agent start --force --for 3h");
        await agent.VerdictAsync("Ready");
        await chapter.DoAsync(agent.Host, "ibkr-agent stop --force");
        await StoppedAsync(agent, parked: false);
        await chapter.DoAsync(agent.Host, "sudo systemctl start ibkr-gateway");
        await agent.VerdictAsync("Ready");

        agent.Set(("run_window", ""));
        await agent.RunAsync("ibkr-agent reload");
        await chapter.DoAsync(agent.Host, "ibkr-agent stop");
        await StoppedAsync(agent, parked: true);
        await agent.RunAsync("ibkr-agent start");
        await agent.VerdictAsync("Ready");

        await WalkHoldAsync(chapter, agent);
        await WalkCalendarAsync(chapter, agent);
        chapter.Done(("systemctl stop", "what `ibkr-agent stop` is compared with"));
    }

    /// <summary>A Gateway that dies stays down, and the gate refuses a start by hand.</summary>
    private static async Task WalkHoldAsync(Chapter chapter, RunningAgent agent)
    {
        await chapter.DoAsync(agent.Host, "ibkr-agent hold --for 30min --reason \"closing positions\"");
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictLastsAsync("Down", 3);
        await agent.RunAsync("systemctl start ibkr-gateway");
        Assert.Equal(1, await agent.StatusOfAsync(RunningAgent.JavaRuns));
        Assert.NotEmpty(await agent.GatewayLinesAsync("closing positions"));

        await chapter.DoAsync(agent.Host, "ibkr-agent resume");
        await agent.VerdictAsync("Ready");
    }

    /// <summary>The lines of the document, with days that are soon in place of its own.</summary>
    private static async Task WalkCalendarAsync(Chapter chapter, RunningAgent agent)
    {
        var lines = chapter.Lines("year 2029");
        var soon = Enumerable
            .Range(2, 7)
            .Select(days => DateTime.UtcNow.AddDays(days))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .ToArray();
        agent.Host.WriteFile(
            Calendar,
            lines
                .Replace("2029-01-09", soon[0], StringComparison.Ordinal)
                .Replace("2029-07-03", soon[1], StringComparison.Ordinal)
        );
        await chapter.DoAsync(agent.Host, "sudo systemctl reload ibkr-agent");
        var schedule = await agent.RunAsync("ibkr-agent schedule --days 10");
        Assert.Contains(
            "New York Stock Exchange is closed: National Day of Mourning",
            schedule,
            StringComparison.Ordinal
        );
        Assert.Contains("New York Stock Exchange closes early", schedule, StringComparison.Ordinal);

        await agent.RunAsync($"echo '2029-13-01 closed' >>{Calendar}");
        var wrong = await chapter.TryAsync(agent.Host, "sudo systemctl reload ibkr-agent");
        Assert.NotEqual(0, wrong.Status);
        await agent.RunAsync($"rm {Calendar} && ibkr-agent reload");
    }

    private static async Task WalkRestartCheckAsync(RunningAgent agent)
    {
        var chapter = new Chapter("Before a restart");
        var first = await agent.JavaAsync();
        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT 9'"); // trades at any hour
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == 1'");

        var check = await chapter.TryAsync(agent.Host, "ibkr-agent pre-restart-check");
        Assert.Equal(10, check.Status);
        Assert.StartsWith("main: defer: 1 of 1 open orders are at work\n", check.Output, StringComparison.Ordinal);
        const string Guarded = "ibkr-agent pre-restart-check && ibkr-agent restart";
        Assert.Equal(10, (await chapter.TryAsync(agent.Host, Guarded)).Status);
        Assert.Equal(first, await agent.JavaAsync());

        // What you say is done all the same.
        await chapter.DoAsync(agent.Host, "ibkr-agent restart");
        await agent.ReadyAgainAsync(first);
        var second = await agent.JavaAsync();
        await agent.UntilAsync("ibkr-agent pre-restart-check");
        await chapter.DoAsync(agent.Host, Guarded);
        await agent.ReadyAgainAsync(second);
        chapter.Done();
    }

    private static async Task WalkInhibitorsAsync(RunningAgent agent)
    {
        var chapter = new Chapter("Inhibitors");
        await agent.UntilAsync("ibkr-agent pre-restart-check");
        var told = await chapter.DoAsync(
            agent.Host,
            "ibkr-agent inhibit --who bot --why \"closing positions\" --for 2h"
        );
        Assert.Matches("^inhibitor 1 of main stands until .+ UTC; ibkr-agent inhibit --release 1 ends it$", told);
        Assert.Contains(
            "inhibitor 1 (bot: closing positions)",
            await chapter.DoAsync(agent.Host, "ibkr-agent status"),
            StringComparison.Ordinal
        );
        Assert.Equal(10, await agent.StatusOfAsync("ibkr-agent pre-restart-check"));
        var java = await agent.JavaAsync();
        await chapter.DoAsync(agent.Host, "ibkr-agent restart");
        await agent.ReadyAgainAsync(java);
        await agent.RunAsync("ibkr-agent inhibit --release 1");

        agent.Host.WriteFile("/usr/local/bin/close-all", $"#!/bin/sh\n{Inhibitors}\necho \"$@\"\nexit 7\n");
        await agent.RunAsync("chmod +x /usr/local/bin/close-all");
        var command = await chapter.TryAsync(
            agent.Host,
            "ibkr-agent inhibit --who bot --why \"closing positions\" -- close-all --account DU1234567"
        );
        Assert.Equal((7, "[2]\n--account DU1234567"), (command.Status, command.Text));
        Assert.Equal("[]", await agent.RunAsync(Inhibitors));

        await WalkSocketAsync(chapter, agent);
        chapter.Done(("ibkr-agent inhibit", "named as a process, not as a command"));
    }

    private static async Task WalkSocketAsync(Chapter chapter, RunningAgent agent)
    {
        await chapter.DoAsync(agent.Host, "alias agent='curl --silent --unix-socket /run/ibkr-agent/control.sock'");
        var made = await chapter.DoAsync(
            agent.Host,
            "agent -d '{\"who\":\"bot\",\"why\":\"closing positions\",\"for\":\"10min\"}' "
                + "http://localhost/v1/gateways/main/inhibitors"
        );
        Assert.StartsWith(
            "{\"gateway\":\"main\",\"id\":3,\"who\":\"bot\",\"why\":\"closing positions\",\"since\":",
            made,
            StringComparison.Ordinal
        );
        var renewed = await chapter.DoAsync(
            agent.Host,
            "agent -d '{\"for\":\"10min\"}' http://localhost/v1/gateways/main/inhibitors/8/renew",
            ("/8/", "/3/")
        );
        Assert.True(Until(made) < Until(renewed));
        Assert.Equal("[3]", await agent.RunAsync(Inhibitors));
        await chapter.DoAsync(
            agent.Host,
            "agent -X DELETE http://localhost/v1/gateways/main/inhibitors/8",
            ("/8", "/3")
        );
        Assert.Equal("[]", await agent.RunAsync(Inhibitors));
    }

    private static DateTimeOffset Until(string inhibitor)
    {
        using var document = JsonDocument.Parse(inhibitor);
        return document.RootElement.GetProperty("until").GetDateTimeOffset();
    }

    private static async Task StoppedAsync(RunningAgent agent, bool parked)
    {
        await agent.VerdictAsync("Stopped");
        Assert.Equal(1, await agent.StatusOfAsync(RunningAgent.JavaRuns));
        Assert.Equal(
            parked ? "true" : "false",
            await agent.RunAsync("ibkr-agent status --json | jq .gateways[0].parked")
        );
    }
}
