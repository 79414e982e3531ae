using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using IbkrAgent.Systemd.Daemon;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Daemon;

[Collection("environment of the process")]
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceNotifierTests()
    {
        var path = Path.Combine(_directory.Path, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        _systemd.ReceiveTimeout = 5000;
        SetNative("NOTIFY_SOCKET", path);
        SetNative("WATCHDOG_USEC", "30000000");
    }

    [Fact]
    public void Each_message_reaches_systemd_in_its_own_words()
    {
        var notifier = new ServiceNotifier();

        Assert.Equal("READY=1\nSTATUS=main: ready", Told(() => notifier.Ready("main: ready")));
        Assert.Equal("STATUS=two lines", Told(() => notifier.Status("two\nlines")));
        Assert.Equal("WATCHDOG=1", Told(notifier.Watchdog));
        Assert.Equal("EXTEND_TIMEOUT_USEC=1500000", Told(() => notifier.ExtendTimeout(TimeSpan.FromSeconds(1.5))));
        Assert.Equal("STOPPING=1\nSTATUS=bye", Told(() => notifier.Stopping("bye")));
    }

    [Fact]
    public void A_reload_carries_the_time_of_the_monotonic_clock()
    {
        var before = Uptime();

        var lines = Told(new ServiceNotifier().Reloading).Split('\n');

        Assert.Equal("RELOADING=1", lines[0]);
        var microseconds = long.Parse(
            lines[1]["MONOTONIC_USEC=".Length..],
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.InRange(microseconds / 1e6, before - 0.1, before + 60);
    }

    [Fact]
    public void The_watchdog_interval_is_that_of_the_unit() =>
        Assert.Equal(TimeSpan.FromSeconds(30), new ServiceNotifier().WatchdogInterval);

    [Fact]
    public void Nothing_is_sent_when_systemd_does_not_ask_for_it()
    {
        RemoveNative("NOTIFY_SOCKET");
        RemoveNative("WATCHDOG_USEC");
        var notifier = new ServiceNotifier();

        Assert.False(notifier.Ready("ready"));
        Assert.Null(notifier.WatchdogInterval);
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public void A_systemd_that_went_away_is_no_reason_to_stop()
    {
        _systemd.Dispose();

        Assert.False(new ServiceNotifier().Watchdog());
    }

    public void Dispose()
    {
        RemoveNative("NOTIFY_SOCKET");
        RemoveNative("WATCHDOG_USEC");
        _systemd.Dispose();
        _directory.Dispose();
    }

    private string Told(Func<bool> tell)
    {
        Assert.True(tell());
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }

    private static double Uptime() => System.Diagnostics.Stopwatch.GetElapsedTime(0).TotalSeconds;

    // The library reads the environment of the process, which Environment.SetEnvironmentVariable does not change.
    private static void SetNative(string name, string value) => Assert.Equal(0, setenv(name, value, 1));

    private static void RemoveNative(string name) => Assert.Equal(0, unsetenv(name));

    [DllImport("libc.so.6", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setenv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );

    [DllImport("libc.so.6", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int unsetenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
