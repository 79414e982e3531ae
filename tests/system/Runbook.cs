namespace IbkrAgent.SystemTests;

/// <summary>What a person is told, and does about it: only what the message itself advises.</summary>
internal sealed class Runbook(RunningAgent agent)
{
    /// <summary>Of a trait: the code of an alert whose advice a test follows.</summary>
    public const string Alert = "alert";

    /// <summary>What the agent remembers of restarts.</summary>
    public const string Memory = "/var/lib/ibkr-agent/main/restarts.json";

    /// <summary>All that was advised so far, under its code.</summary>
    private const string Advice =
        $"jq -rs --arg code \"$code\" 'map(select(.code == $code))' {AlertReceiver.OfWebhook}";

    /// <summary>Set up with somebody who hears; not started yet.</summary>
    public static async Task<Runbook> SetUpAsync(Container host, params (string Key, string Value)[] settings)
    {
        var agent = RunningAgent.SetUp(host, settings);
        await AlertReceiver.AddAsync(host, $"WEBHOOK_URL=http://127.0.0.1:8080/json/{TestSecrets.Token}");
        return new(agent);
    }

    public RunningAgent Agent => agent;

    /// <summary>Until an alert has arrived.</summary>
    public Task ToldAsync(string code, int patienceInSeconds = 60) =>
        agent.UntilAsync(
            $"code={code}; [ -e {AlertReceiver.OfWebhook} ] && {Advice} | jq -e 'length > 0'",
            patienceInSeconds
        );

    /// <summary>Until it has arrived, and then what it advises.</summary>
    /// <param name="advised">a part of the advice.</param>
    /// <param name="command">what does that; null: it is the command itself.</param>
    /// <returns>what the command printed.</returns>
    public async Task<string> FollowAsync(
        string code,
        string advised,
        string? command = null,
        int patienceInSeconds = 60
    )
    {
        await ToldAsync(code, patienceInSeconds);
        var advice = await agent.RunAsync($"code={code}; {Advice} | jq -r '.[-1].whatToDo'");
        Assert.Contains(advised, advice, StringComparison.Ordinal);
        return await agent.RunAsync($"sudo() {{ \"$@\"; }}; {command ?? advised}");
    }

    /// <summary>A member of the plan's memory, while the agent does not run.</summary>
    public Task ChangeMemoryAsync(string member, string time) =>
        agent.RunAsync(
            $"""
            set -e
            systemctl stop ibkr-agent
            jq --arg at "$(date --utc --date '{time}' +%FT%T.0000000+00:00)" '.memory.plan{member} = $at' {Memory} >/root/changed
            cat /root/changed >{Memory}
            systemctl start ibkr-agent
            """
        );
}
