using System.Diagnostics;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>A java started past the controller: it does nothing, and stays when the first one ends.</summary>
internal sealed class SecondJava(GatewayLife life, string settingsPath)
{
    private const string MainClass = "ibgateway.GWClient";

    public static bool IsMeantBy(string[] args) => args.Contains(MainClass);

    /// <summary>The second java itself: sleeps until a signal ends it.</summary>
    public static async Task<int> SleepAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return ExitStatus.Ended;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(() => life.Scenario.HasSecondJava, cancellationToken);
            using var second = await StartAsync(cancellationToken);
            await life.WaitUntilAsync(() => !life.Scenario.HasSecondJava, cancellationToken);
            second.Kill();
        }
    }

    /// <summary>By the path we were started by, whose last part names the process.</summary>
    private async Task<Process> StartAsync(CancellationToken cancellationToken)
    {
        var commandLine = await File.ReadAllTextAsync("/proc/self/cmdline", cancellationToken);
        var java = commandLine.Split('\0')[0];
        var start = new ProcessStartInfo(java, [$"-DjtsConfigDir={settingsPath}", MainClass])
        {
            // Whoever waits for the end of our output does not wait for it.
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
