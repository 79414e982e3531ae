using System.Diagnostics;
using IbkrAgent.Systemd.Daemon;

namespace IbkrAgent.Tests.Systemd.Daemon;

public sealed class ProcessSignalsTests
{
    [Theory]
    [InlineData(UnixSignal.Terminate, 128 + 15)]
    [InlineData(UnixSignal.Kill, 128 + 9)]
    public async Task A_process_gets_the_signal(UnixSignal signal, int status)
    {
        using var process = Process.Start("sleep", "60");

        Assert.True(ProcessSignals.Send(process.Id, signal));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, process.ExitCode);
        Assert.False(ProcessSignals.Send(process.Id, signal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Groups_of_processes_get_none(int pid) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessSignals.Send(pid, UnixSignal.Terminate));
}
