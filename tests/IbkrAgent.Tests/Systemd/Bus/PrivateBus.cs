using System.Diagnostics;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Bus;

/// <summary>A dbus-daemon of our own, which can be killed and started again at the same address.</summary>
internal sealed class PrivateBus : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private Process? _daemon;

    public string SocketPath => Path.Combine(_directory.Path, "bus");

    public string Address => $"unix:path={SocketPath}";

    private string ConfigurationPath => Path.Combine(_directory.Path, "bus.conf");

    public async Task StartDaemonAsync()
    {
        File.Delete(SocketPath);
        await File.WriteAllTextAsync(
            ConfigurationPath,
            $"""
            <busconfig>
              <type>session</type>
              <listen>{Address}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*"/>
                <allow receive_sender="*"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """
        );
        var start = new ProcessStartInfo(FindDaemon()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[$"--config-file={ConfigurationPath}", "--nofork", "--print-address=1"])
            start.ArgumentList.Add(argument);

        _daemon = Process.Start(start)!;
        var address = await _daemon.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(address);
    }

    public async Task KillDaemonAsync()
    {
        if (_daemon is null)
            return;

        _daemon.Kill();
        await _daemon.WaitForExitAsync();
        _daemon.Dispose();
        _daemon = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillDaemonAsync();
        _directory.Dispose();
    }

    private static string FindDaemon() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(directory => Path.Combine(directory, "dbus-daemon"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("dbus-daemon is not on the PATH: install the Debian package dbus");
}
