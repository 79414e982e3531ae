using System.Text.Json;

namespace IbkrAgent.SystemTests;

/// <summary>The record of what happened, as it is read from a real journal.</summary>
public sealed class HistoryTests(InstalledTree tree)
{
    private const string History = "ibkr-agent history";
    private const string Export = "/var/tmp/history.jsonl";

    /// <summary>The id of "restart followed", which anybody can write.</summary>
    private const string ForgedId = "MESSAGE_ID=b275b1c15539ed6e64ee5f0f3c428003";

    private const string Forge = $@"printf '{ForgedId}\nIBKR_GATEWAY=main\nMESSAGE=main: forged\n' | logger --journald";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incidents_restarts_and_logins_are_shown_and_exported_once_and_forged_lines_are_not()
    {
        await using var host = await Container.BootAsync("history", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]
        );
        await agent.PrepareStandInAsync("login-mode second-factor");
        Assert.Equal("", await agent.RunAsync($"{History} 2>/run/said"));
        Assert.Equal("ibkr-agent: the journal has no such event", await agent.RunAsync("cat /run/said"));

        await agent.StartAsync();
        // A verdict that passes within a second is no incident.
        await agent.EventAsync(AgentEvent.IncidentBegan, "AwaitingTwoFactor");
        await agent.SteerAsync("second-factor approve");
        await agent.EventAsync(AgentEvent.IncidentEnded, "Ready after");
        await agent.SteerAsync("--keep login-mode ok");
        var java = await agent.JavaAsync();
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.ReadyAgainAsync(java);
        await agent.EventAsync(AgentEvent.IncidentEnded, "Ready after", count: 2);
        await agent.RunAsync($"{History} --export {Export}");
        var early = host.ReadFile(Export);

        await agent.RunAsync("ibkr-agent restart --wait --reason 'new settings'");
        await agent.EventAsync(AgentEvent.RestartFollowed, "new settings");
        await agent.RunAsync(Forge);
        await agent.RunAsync($"systemd-run --quiet --wait --unit=forger sh -c \"{Forge}\"");
        await agent.UntilAsync($"[ $(journalctl --output=cat {ForgedId} | grep -c forged) = 2 ]");

        // People: a line each, and an incident is one line.
        var text = await agent.RunAsync($"{History} --since 1h");
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
        Assert.Matches(Line("approval", "approval given"), text);
        Assert.Matches(Line("login", "logged in: in full, with the second factor"), text);
        Assert.Matches(Line("incident", "Down: .*; over at .* after .* \\(Ready\\)"), text);
        Assert.Matches(Line("restart", "restart Proved: ready after .*, new Java process .*new settings"), text);
        Assert.Matches(Line("operator", "user 0 .* asked for restart: exit status 0, .*"), text);

        // Filters.
        Assert.Equal(
            "incident-began incident-ended",
            await agent.RunAsync($"{History} --json --kind incident --limit 2 | jq -rs 'map(.event) | join(\" \")'")
        );
        Assert.Equal("", await agent.RunAsync($"{History} --gateway other --kind restart 2>/dev/null"));
        Assert.Equal("", await agent.RunAsync($"{History} --until '2026-01-01 12:00' 2>/dev/null"));
        Assert.Equal("", await agent.RunAsync($"{History} --since 2099-01-01 2>/dev/null"));
        Assert.Equal(64, await agent.StatusOfAsync($"{History} --kind nothing"));
        // As far back from the end as from the beginning on.
        Assert.Equal(
            await agent.RunAsync($"{History} --json --since 1d"),
            await agent.RunAsync($"{History} --json --limit 1000")
        );
        var middle = "$(jq -rs '.[length / 2 | floor].at' " + Export + ")";
        Assert.Equal(
            await agent.RunAsync($"{History} --json --since 1d --until \"{middle}\""),
            await agent.RunAsync($"{History} --json --limit 1000 --until \"{middle}\"")
        );

        // The daemon is not needed.
        await agent.RunAsync("systemctl stop ibkr-agent");
        await agent.RunAsync("journalctl --rotate");
        Assert.Contains(
            "stopping; the Gateway is left as it is",
            await agent.RunAsync($"{History} --kind agent --limit 1 2>/dev/null"),
            StringComparison.Ordinal
        );

        // The export goes on where it was, also after a crash of its own.
        await agent.RunAsync($"{History} --export {Export}");
        var late = host.ReadFile(Export);
        Assert.StartsWith(early, late, StringComparison.Ordinal);
        Assert.True(late.Length > early.Length);
        Assert.Equal(late.TrimEnd(), await agent.RunAsync($"{History} --json --since 1d"));
        await agent.RunAsync(
            $"truncate --size=-7 {Export} && {History} --export {Export} && {History} --export {Export}"
        );
        Assert.Equal(late, host.ReadFile(Export));
        var cursors = late.TrimEnd()
            .Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("cursor"));
        Assert.Distinct(cursors.Select(cursor => cursor.GetString()));
        Assert.Equal("640", await agent.RunAsync($"stat --format=%a {Export}"));

        // Who may not read the journal is told so.
        const string AsNobody = "setpriv --reuid nobody --regid nogroup --clear-groups";
        Assert.Equal(77, await agent.StatusOfAsync($"{AsNobody} {History}"));
        Assert.NotEqual(
            "",
            await agent.RunAsync($"setpriv --reuid nobody --regid nogroup --groups systemd-journal {History} --limit 3")
        );
    }

    private static string Line(string kind, string text) =>
        $@"(?m)^\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d main {kind} +{text}";
}
