namespace IbkrAgent.SystemTests;

/// <summary>
/// Each row of docs/health.md on the installed package, with tied hands: what would be done is in the journal.
/// </summary>
/// <param name="table">in the containers' names, because a command can stand in more than one table.</param>
public abstract class HealthTableTests(InstalledTree tree, string table)
{
    private static readonly (string Key, string Value)[] Impatient =
    [
        .. RunningAgent.Tireless,
        ("start_timeout", "12s"),
        ("second_factor_timeout", "15s"),
        ("farm_debounce", "1s"),
        ("slow_heartbeat", "1s"),
    ];

    /// <summary>After these another java has to be ready.</summary>
    private static readonly string[] Relaunching = ["restart", "server-lost"];

    private const string OfTheGateway = "the Gateway";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every <paramref name="parts"/>th row below a heading, beginning with one.</summary>
    internal static TheoryData<HealthRow> Rows(string heading, int part, int parts) =>
        [.. HealthTable.Below(heading).Where((_, index) => index % parts == part)];

    protected async Task PlayFromAStartAsync(HealthRow row)
    {
        await using var host = await BootAsync(row);
        var agent = await SetUpAsync(host, row.StandIn.Split("; "));
        var before = await WouldHaveAsync(agent);
        await agent.RunAsync("systemctl start ibkr-gateway || true");
        await agent.SeenLastRunAsync();

        await ConcludeAsync(agent, row, before);
    }

    protected async Task PlayWhileReadyAsync(HealthRow row)
    {
        await using var host = await BootAsync(row);
        var agent = await SetUpAsync(host);
        await agent.RunAsync("systemctl start ibkr-gateway");
        await agent.VerdictAsync("Ready");
        var (before, java) = (await WouldHaveAsync(agent), await agent.JavaAsync());
        foreach (var command in row.StandIn.Split("; "))
            await agent.SteerAsync(command);

        if (Relaunching.Any(what => row.StandIn.Contains(what, StringComparison.Ordinal)))
            await agent.ReadyAgainAsync(java);
        await ConcludeAsync(agent, row, before);
    }

    /// <summary>What would have been done so far; the agent has begun with a Gateway that does not run.</summary>
    private static async Task<int> WouldHaveAsync(RunningAgent agent) => (await WouldHavesAsync(agent)).Count;

    /// <summary>What concerns the Gateway itself, and not the ready target or its dependents.</summary>
    private static async Task<IReadOnlyList<JournalEntry>> WouldHavesAsync(RunningAgent agent) =>
        [
            .. (await agent.EventsAsync(AgentEvent.WouldHave)).Where(entry =>
                entry.Message.Contains(OfTheGateway, StringComparison.Ordinal)
            ),
        ];

    private Task<Container> BootAsync(HealthRow row)
    {
        const int LongestName = 40; // a machine's name has 64 characters at most
        var letters = row.StandIn.Replace("scenario", "", StringComparison.Ordinal).Where(char.IsAsciiLetterOrDigit);
        return Container.BootAsync($"{table}-{string.Concat(letters.Take(LongestName))}", tree.Container, Token);
    }

    private static async Task<RunningAgent> SetUpAsync(Container host, params string[] standIn)
    {
        var agent = RunningAgent.SetUp(host, Impatient);
        await agent.PrepareStandInAsync(standIn);
        await agent.RunAsync("touch /etc/ibkr/hands-off");
        await agent.StartAsync();
        await agent.UntilAsync("systemctl is-active -q ibkr-agent");
        return agent;
    }

    private static async Task ConcludeAsync(RunningAgent agent, HealthRow row, int before)
    {
        await agent.VerdictAsync(row.Verdict);
        if (row.Verdict == "Ready")
            await agent.VerdictLastsAsync("Ready", seconds: 2);

        Assert.Equal(row.Status, await agent.StatusOfAsync("ibkr-agent health-check"));
        if (row.Does is "restarts" or "stops")
        {
            await agent.EventAsync(AgentEvent.WouldHave, OfTheGateway, before + 1);
            var would = (await WouldHavesAsync(agent))[^1].Message;
            Assert.Contains(
                row.Does == "stops" ? "stop the Gateway" : "restart the Gateway",
                would,
                StringComparison.Ordinal
            );
        }
        else if (row.Does != "proves") // which may lead to a restart
            Assert.DoesNotContain(
                (await WouldHavesAsync(agent)).Skip(before),
                entry => entry.Message.Contains("restart the Gateway", StringComparison.Ordinal)
            );
    }
}

/// <summary>The first half of the starts; two classes, so that they run side by side.</summary>
public sealed class HealthOfAStartTests(InstalledTree tree) : HealthTableTests(tree, "start")
{
    public static TheoryData<HealthRow> Table => Rows(HealthTable.OfAStart, part: 0, parts: 2);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_start_comes_to_its_verdict(HealthRow row) => PlayFromAStartAsync(row);
}

/// <summary>The second half.</summary>
public sealed class HealthOfAnotherStartTests(InstalledTree tree) : HealthTableTests(tree, "start")
{
    public static TheoryData<HealthRow> Table => Rows(HealthTable.OfAStart, part: 1, parts: 2);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_start_comes_to_its_verdict(HealthRow row) => PlayFromAStartAsync(row);
}

public sealed class HealthOfAReadyGatewayTests(InstalledTree tree) : HealthTableTests(tree, "while")
{
    public static TheoryData<HealthRow> Table => Rows(HealthTable.WhileReady, part: 0, parts: 1);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_ready_Gateway_comes_to_its_verdict(HealthRow row) => PlayWhileReadyAsync(row);
}

public sealed class HealthAtTheApiTests(InstalledTree tree) : HealthTableTests(tree, "api")
{
    public static TheoryData<HealthRow> Table => Rows(HealthTable.AtTheApi, part: 0, parts: 2);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_start_comes_to_its_verdict(HealthRow row) => PlayFromAStartAsync(row);
}

/// <summary>The second half.</summary>
public sealed class HealthAtTheApiAgainTests(InstalledTree tree) : HealthTableTests(tree, "api")
{
    public static TheoryData<HealthRow> Table => Rows(HealthTable.AtTheApi, part: 1, parts: 2);

    [Theory]
    [MemberData(nameof(Table))]
    public Task A_start_comes_to_its_verdict(HealthRow row) => PlayFromAStartAsync(row);
}
