namespace IbkrAgent.SystemTests;

/// <summary><c>ibkr-agent schedule</c> beside what systemd says of the timer.</summary>
public sealed class ScheduleTests(InstalledTree tree)
{
    private const string Restarts =
        "ibkr-agent schedule --json | jq -r '.gateways[0].events | map(select(.kind == \"Restart\").at) | join(\" \")'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_restarts_are_those_of_the_timer_and_of_its_drop_in()
    {
        await using var host = await Container.BootAsync("schedule", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        Assert.Contains(
            "no restarts by the clock: ibkr-gateway-restart.timer is not active",
            await agent.RunAsync("ibkr-agent schedule"),
            StringComparison.Ordinal
        );

        await agent.RunAsync("systemctl start ibkr-gateway-restart.timer");
        var times = (await agent.RunAsync(Restarts)).Split(' ');
        Assert.Equal(7, times.Length);
        Assert.Equal(await agent.RunAsync(NextElapse), times[0]);

        Directory.CreateDirectory(host.Root + "/etc/systemd/system/ibkr-gateway-restart.timer.d");
        host.WriteFile(
            "/etc/systemd/system/ibkr-gateway-restart.timer.d/when.conf",
            "[Timer]\nOnCalendar=\nOnCalendar=*-*-* 03:15 Asia/Tokyo\nOnCalendar=*-*-* 05:15 UTC\n"
        );
        await agent.RunAsync("systemctl daemon-reload && systemctl restart ibkr-gateway-restart.timer");
        times = (await agent.RunAsync(Restarts)).Split(' ');
        Assert.Equal(14, times.Length);
        Assert.Equal(
            ["05:15:00", "18:15:00"],
            times.Select(time => time[11..19]).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(await agent.RunAsync(NextElapse), times[0]);
    }

    /// <summary>In the form of the document.</summary>
    private const string NextElapse =
        "date --utc --date=\"$(systemctl show -P NextElapseUSecRealtime ibkr-gateway-restart.timer)\" +%FT%T.000Z";
}
