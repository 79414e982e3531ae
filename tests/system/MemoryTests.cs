namespace IbkrAgent.SystemTests;

/// <summary>Memory as the kernel accounts for it in the gateway's own unit, not as a file of a test says.</summary>
public sealed class MemoryTests(InstalledTree tree)
{
    /// <summary>
    /// In one hierarchy systemd has it at once. In a hierarchy of its own the container may only read it, until it is
    /// mounted anew and systemd looks again. Status 1: this machine does not account for memory here.
    /// </summary>
    private const string Account = """
        if [ -d /sys/fs/cgroup/memory ]; then
            mount -o remount,bind,rw /sys/fs/cgroup/memory && systemctl daemon-reexec
        fi
        systemctl show -P MemoryCurrent dbus.service | grep -q '^[0-9]'
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_java_takes_is_told_in_time_and_an_end_by_the_kernel_is_a_crash()
    {
        await using var host = await Container.BootAsync("memory", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.Tireless, ("memory_warning", "400")]);
        if (await agent.StatusOfAsync(Account) != 0)
        {
            Measurements.Note("NOT RUN: the memory of a unit, the kernel does not account for it in containers here");
            Assert.Skip("no memory controller");
        }

        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent status | grep -E 'memory +[0-9]+ of 2,048 MiB'");

        await agent.SteerAsync("scenario memory-high");
        await agent.VerdictAsync("Degraded");
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check"));
        Assert.Equal(6, await agent.StatusOfAsync("ibkr-agent health-check --strict"));
        await agent.RunAsync("ibkr-agent health-check | grep -E 'memory [0-9]+ of 2,048 MiB'");

        await agent.SteerAsync("scenario normal");
        await agent.VerdictAsync("Ready");

        var java = await agent.JavaAsync();
        await agent.RunAsync("systemctl set-property --runtime ibkr-gateway.service MemoryMax=600M");
        await agent.SteerAsync("set memory_mb 900");
        await agent.ReadyAgainAsync(java);
        await agent.EventAsync(AgentEvent.VerdictChanged, "main: Down");
    }
}
