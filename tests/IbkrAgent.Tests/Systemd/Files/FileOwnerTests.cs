using System.Diagnostics;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Tests.Systemd.Files;

public sealed class FileOwnerTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task A_file_is_given_to_our_own_user_and_group()
    {
        using (var file = File.OpenHandle(_path))
            FileOwner.SetUser(file, await RunAsync("id", "-un"));

        Assert.Equal(
            await RunAsync("id", "-u") + ":" + await RunAsync("id", "-g"),
            await RunAsync("stat", "-c%u:%g", _path)
        );
    }

    [Fact]
    public void A_user_that_does_not_exist_is_named()
    {
        using var file = File.OpenHandle(_path);
        var user = Assert.Throws<SystemdException>(() => FileOwner.SetUser(file, "no-such-user"));

        Assert.Equal("getpwnam_r: there is no user no-such-user", user.Message);
    }

    [Fact]
    public void A_directory_is_written_to_disk_and_a_missing_one_is_named()
    {
        FileSync.SyncDirectory(Path.GetTempPath());

        var exception = Assert.Throws<IOException>(() => FileSync.SyncDirectory(_path));
        Assert.Equal(("opendir", 20), Cause(exception));
    }

    public void Dispose() => File.Delete(_path);

    private static (string, int) Cause(IOException exception)
    {
        var cause = Assert.IsType<SystemdException>(exception.InnerException);
        return (cause.Function, cause.Errno);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }
}
