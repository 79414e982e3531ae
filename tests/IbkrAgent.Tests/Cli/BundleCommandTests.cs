using System.Formats.Tar;
using System.IO.Compression;
using IbkrAgent.Cli;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class BundleCommandTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly TestTerminal _terminal = new();

    public void Dispose() => _root.Dispose();

    private string Output => Path.Combine(_root.Path, "bundle.tar.gz");

    [Fact]
    public async Task It_is_for_root()
    {
        Assert.Equal(ExitCode.NotPermitted, await RunAsync(isRoot: false));
        Assert.Contains("sudo ibkr-agent bundle", _terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("last week", null)]
    [InlineData(null, "now and then")]
    [InlineData("1h", "2h")]
    public async Task Times_that_are_none_are_wrong_usage(string? since, string? until)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(since, until));
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await File.WriteAllTextAsync(Output, "of yesterday", Token);

        Assert.Equal(ExitCode.Failure, await RunAsync());
        Assert.Contains("exists already", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_host_on_which_nothing_works_there_is_a_bundle_all_the_same()
    {
        _root.Write("etc/ibkr/agent.ini", "[gateway:main]\nno such key = 1\n");
        _root.Write("etc/ibkr/credentials.env", "IBKR_USERNAME=demo-user\nIBKR_PASSWORD=\"un closed\n");
        _root.Write("var/lib/ibkr-agent/main/state.json", "{\"seen\":\"demo-user un closed DU1234567\"}");

        Assert.Equal(ExitCode.Ok, await RunAsync());

        var files = Unpack();
        Assert.Equal("{\"seen\":\"*** *** DU*****67\"}", files["state/main/state.json"]);
        Assert.Contains("no such key", files["settings/problems.txt"], StringComparison.Ordinal);
        Assert.Contains(
            "status.json: the daemon did not answer: there is no",
            files["manifest.txt"],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "credentials.env.txt: line 2: the quote is never closed",
            files["manifest.txt"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(files.Values, text => text.Contains("demo-user", StringComparison.Ordinal));
        Assert.Contains($"wrote {Output}: ", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains($"{files.Count} files", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains("look into it before you send it", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_files_as_shipped_nothing_is_masked_but_the_login()
    {
        string[] shipped = ["alerts.env", "credentials.env", "dependents.env"];
        foreach (var name in shipped)
            Private(name, await File.ReadAllTextAsync(Repository.PathOf($"packaging/{name}"), Token));
        Private("credentials.env", "IBKR_USERNAME=demo-user\nIBKR_PASSWORD=demo-password\n");
        Private("vnc", "bare-password\n");
        foreach (var name in new[] { "agent.ini", "config.ini" })
            _root.Write($"etc/ibkr/{name}", await File.ReadAllTextAsync(Repository.PathOf($"etc-ibkr/{name}"), Token));
        _root.Write("var/lib/ibkr-agent/main/state.json", "bare-password, IBKR_USERNAME, token_expiry");

        Assert.Equal(ExitCode.Ok, await RunAsync());

        var files = Unpack();
        Assert.Equal("***, IBKR_USERNAME, token_expiry", files["state/main/state.json"]);
        var settings = await File.ReadAllLinesAsync(Repository.PathOf("etc-ibkr/agent.ini"), Token);
        var example = Assert.Single(files["settings/agent.ini"].Split('\n').Except(settings));
        Assert.EndsWith("X-API-Key: ***", example, StringComparison.Ordinal);
        Assert.StartsWith("DISCORD_WEBHOOK_URL is empty\n", files["settings/alerts.env.txt"], StringComparison.Ordinal);
        Assert.Contains("IBKR_PASSWORD is set", files["settings/main/credentials.env.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("***", files["settings/main/config.ini.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("***", files["manifest.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_of_secrets_that_can_be_read_there_is_none()
    {
        _root.Write("etc/ibkr/agent.ini", "");
        File.CreateSymbolicLink(Path.Combine(_root.Path, "etc/ibkr/alerts.env"), "alerts.env");

        Assert.Equal(ExitCode.Failure, await RunAsync());
        Assert.Contains("no bundle is made", _terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void Private(string name, string text) =>
        File.SetUnixFileMode(_root.Write($"etc/ibkr/{name}", text), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private Task<ExitCode> RunAsync(string? since = null, string? until = null, bool isRoot = true) =>
        BundleCommand.RunAsync(
            new(since, until, Output),
            _terminal.Terminal,
            new HostPaths(_root.Path),
            new IbcController(),
            isRoot,
            TimeProvider.System,
            Token
        );

    /// <summary>By their names below the bundle's directory.</summary>
    private Dictionary<string, string> Unpack()
    {
        var files = new Dictionary<string, string>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(Output), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
            files.Add(entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], reader.ReadToEnd());
        }

        return files;
    }
}
