namespace IbkrAgent.SystemTests;

/// <summary>The password is in the operator's file, in the controller's ini on tmpfs, and nowhere else.</summary>
public sealed class SecretTests(InstalledTree tree)
{
    /// <summary>The part of the password that looks the same whatever quotes or escapes the rest.</summary>
    private const string Marker = TestSecrets.StrangeMark;

    /// <summary>What is special to environment files, properties files, shells and Latin-1.</summary>
    private const string Password = Marker + "\"'\\#=:!ü€ $HOME";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_strange_password_arrives_unchanged_and_is_seen_by_nobody_else()
    {
        await using var host = await Container.BootAsync("secret", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        agent.WriteCredentials(
            TestSecrets.UserName,
            $"\"{Password.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$")}\""
        );
        await agent.PrepareStandInAsync("set refusal unrecognized");
        const string Scenario = "/var/lib/ibkr-gateway/main/sim.scenario";
        host.WriteFile(Scenario, $"{host.ReadFile(Scenario)}expected_password={Password}\n");
        // In a file: an argument of grep would be found.
        await agent.RunAsync("install -m 0600 /dev/null /root/marker");
        host.WriteFile("/root/marker", Marker + "\n");

        await agent.StartAndBecomeReadyAsync();
        var java = await agent.JavaAsync();
        await agent.RunAsync("ibkr-agent restart");
        await agent.ReadyAgainAsync(java);

        Assert.Equal(
            "ibkr-gateway:ibkr-gateway 400",
            await agent.RunAsync("stat -c '%U:%G %a' /run/ibkr-gateway/main/ibc.ini")
        );
        Assert.Equal("tmpfs", await agent.RunAsync("stat -f -c %T /run/ibkr-gateway/main/ibc.ini"));
        // The search finds what is there.
        Assert.Equal(
            "/etc/ibkr/credentials.env\n/run/ibkr-gateway/main/ibc.ini",
            await agent.RunAsync($"grep -lFf /root/marker -r /etc /run --devices=skip 2>/dev/null | sort")
        );
        await AssertNowhereAsync(agent, "ps -eww -o args");
        await AssertNowhereAsync(agent, "cat /proc/[0-9]*/cmdline");
        await AssertNowhereAsync(agent, "cat /proc/[0-9]*/environ");
        await AssertNowhereAsync(agent, "systemctl show ibkr-agent ibkr-gateway xvfb");
        await AssertNowhereAsync(agent, "systemctl cat ibkr-agent ibkr-gateway xvfb");
        await AssertNowhereAsync(agent, "journalctl --output=export --all");
        await AssertNowhereAsync(agent, "ibkr-agent status --json");
        await AssertNowhereAsync(agent, "cat /var/lib/ibkr-agent/main/state.json /run/ibkr-gateway/main/launch.env");
        const string WorldReadable =
            "find / -xdev /run /tmp -type f -perm -o=r -not -path '/usr/*' -not -path '/proc/*'";
        Assert.Equal("", await agent.RunAsync($"{WorldReadable} -exec grep -lFf /root/marker {{}} + || true"));
    }

    private static async Task AssertNowhereAsync(RunningAgent agent, string command)
    {
        var found = await agent.RunAsync(
            $"{{ {command}; }} 2>/dev/null | tee >(wc -c >/run/looked-at) | grep -aFf /root/marker || true"
        );
        Assert.Equal("", found);
        await agent.UntilAsync("[ \"$(cat /run/looked-at)\" -gt 100 ]");
    }
}
