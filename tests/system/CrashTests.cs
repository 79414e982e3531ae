using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>
/// A Gateway that is killed comes back by itself; how fast the agent is about it is measured on the way.
/// </summary>
/// <remarks>
/// <para>"Crash to RestartUnit" is the time from PID 1's own entry that the unit's main process has ended to the
/// agent's entry that it now asks for the restart, less the configured pause. It contains what PID 1 needs to clear the
/// unit up, the signal over D-Bus, two decisions, three saves of the state (fsync), and the lateness of the
/// timer.</para>
/// <para>"API open to Ready" is the time from the stand-in's line that its port is open, by the stand-in's own clock,
/// to the agent's entry with the verdict. It contains the wait for the next try of the port (every 100 ms) and the
/// whole handshake.</para>
/// </remarks>
public sealed class CrashTests(InstalledTree tree)
{
    private const int Crashes = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_Gateway_is_ready_again_by_itself()
    {
        await using var host = await Container.BootAsync("crash", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();

        var recoveries = new List<TimeSpan>();
        for (var crash = 1; crash <= Crashes; crash++)
        {
            var java = await agent.JavaAsync();
            await agent.RunAsync($"kill -9 {java}");
            await agent.ReadyAgainAsync(java);
            // Each run of the Gateway is announced once: the first, and one after each crash.
            var ready = await agent.EventAsync(AgentEvent.VerdictChanged, "main: Ready", crash + 1);
            recoveries.Add(ready.At - (await ExitsAsync(agent))[^1].At);
        }

        var restarts = (await agent.EventsAsync(AgentEvent.RestartingUnit)).Skip(1);
        var reactions = (await ExitsAsync(agent)).Zip(
            restarts,
            (exit, restart) => restart.At - exit.At - TimeSpan.FromSeconds(1)
        );
        var openings = (await agent.GatewayLinesAsync("is open")).Select(OwnTime);
        var readies = (await agent.EventsAsync(AgentEvent.VerdictChanged)).Where(entry =>
            entry["IBKR_VERDICT"] == "Ready"
        );
        var logins = openings.Zip(readies, (open, ready) => ready.At - open);

        var reaction = Measurements.Print("crash seen to RestartUnit sent, without the pause", reactions, Crashes);
        var opening = Measurements.Print("API open to verdict Ready", logins, Crashes + 1);
        Measurements.Print("kill -9 to ready again, with a pause of 1 s", recoveries, Crashes);

        // Generous: the numbers are kept, the budgets belong to a quiet machine.
        Assert.InRange(reaction.TotalSeconds, 0, 2);
        Assert.InRange(opening.TotalSeconds, 0, 2);
    }

    private static async Task<IReadOnlyList<JournalEntry>> ExitsAsync(RunningAgent agent) =>
        [
            .. (await agent.EntriesAsync("_PID=1", "UNIT=ibkr-gateway.service")).Where(entry =>
                entry.Message.Contains("Main process exited", StringComparison.Ordinal)
            ),
        ];

    /// <summary>The line's own time, in the zone UTC that the settings give the Gateway.</summary>
    private static DateTimeOffset OwnTime(JournalEntry line)
    {
        const string Format = "yyyy-MM-dd HH:mm:ss:fff";
        return DateTimeOffset.ParseExact(
            line.Message[..Format.Length],
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
    }
}
