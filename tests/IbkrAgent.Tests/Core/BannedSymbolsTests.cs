using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Core;

/// <summary>
/// The decision core cannot touch clock, file, socket, process, console or randomness: it would not compile.
/// </summary>
public sealed partial class BannedSymbolsTests : IDisposable
{
    private const string Project = "src/IbkrAgent.Core/IbkrAgent.Core.csproj";

    /// <summary>What somebody might write in the core, by the entry of BannedSymbols.txt that forbids it.</summary>
    private static readonly (string Entry, string Code)[] Temptations =
    [
        ("N:System.IO", "System.IO.File.ReadAllText(text)"),
        ("N:System.IO", "new System.IO.FileStream(text, default(System.IO.FileMode))"),
        ("N:System.Net.Sockets", "new System.Net.Sockets.TcpClient(text, 4001)"),
        ("N:System.Net.Http", "new System.Net.Http.HttpClient()"),
        ("T:System.Diagnostics.Process", "System.Diagnostics.Process.Start(text)"),
        ("T:System.Console", "System.Console.ReadLine()"),
        ("T:System.Environment", "System.Environment.GetEnvironmentVariable(text)"),
        ("T:System.Environment", "System.Environment.TickCount64"),
        ("T:System.TimeProvider", "System.TimeProvider.System.GetUtcNow()"),
        ("T:System.Diagnostics.Stopwatch", "System.Diagnostics.Stopwatch.GetTimestamp()"),
        ("T:System.Random", "System.Random.Shared.Next()"),
        ("T:System.Random", "new System.Random()"),
        (
            "T:System.Security.Cryptography.RandomNumberGenerator",
            "System.Security.Cryptography.RandomNumberGenerator.GetBytes(1)"
        ),
        ("M:System.Guid.NewGuid", "System.Guid.NewGuid()"),
        ("M:System.Guid.CreateVersion7", "System.Guid.CreateVersion7()"),
        ("P:System.DateTime.Now", "System.DateTime.Now"),
        ("P:System.DateTime.UtcNow", "System.DateTime.UtcNow"),
        ("P:System.DateTime.Today", "System.DateTime.Today"),
        ("P:System.DateTimeOffset.Now", "System.DateTimeOffset.Now"),
        ("P:System.DateTimeOffset.UtcNow", "System.DateTimeOffset.UtcNow"),
        ("P:System.TimeZoneInfo.Local", "System.TimeZoneInfo.Local"),
        ("M:System.DateTimeOffset.ToLocalTime", "at.ToLocalTime()"),
        ("P:System.DateTimeOffset.LocalDateTime", "at.LocalDateTime"),
        ("M:System.DateTime.ToLocalTime", "at.UtcDateTime.ToLocalTime()"),
        ("T:System.Threading.Thread", "System.Threading.Thread.CurrentThread"),
        ("T:System.Threading.Timer", "new System.Threading.Timer(_ => { })"),
        ("T:System.Threading.PeriodicTimer", "new System.Threading.PeriodicTimer(default(System.TimeSpan))"),
        ("M:System.Threading.Tasks.Task.Delay(System.TimeSpan)", "System.Threading.Tasks.Task.Delay(wait)"),
        ("M:System.Threading.Tasks.Task.Delay(System.Int32)", "System.Threading.Tasks.Task.Delay(1)"),
        (
            "M:System.Threading.Tasks.Task.Delay(System.TimeSpan,System.Threading.CancellationToken)",
            "System.Threading.Tasks.Task.Delay(wait, token)"
        ),
        (
            "M:System.Threading.Tasks.Task.Delay(System.Int32,System.Threading.CancellationToken)",
            "System.Threading.Tasks.Task.Delay(1, token)"
        ),
    ];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_entry_has_a_temptation()
    {
        var entries = File.ReadLines(Repository.PathOf("src/IbkrAgent.Core/BannedSymbols.txt"));

        Assert.Equal(
            entries.Select(entry => entry.Split(';')[0]).Order(StringComparer.Ordinal),
            Temptations.Select(temptation => temptation.Entry).Distinct().Order(StringComparer.Ordinal)
        );
    }

    /// <remarks>
    /// The real project is compiled, with one more file and no other analyzers; its output is not touched.
    /// </remarks>
    [Fact(Timeout = 120_000)]
    public async Task Every_temptation_is_an_error_in_the_core()
    {
        var source = _directory.Write("Temptation.cs", Source());
        var targets = _directory.Write(
            "temptation.targets",
            $"""<Project><ItemGroup><Compile Include="{source}" /></ItemGroup></Project>"""
        );

        var output = await CompileAsync(targets);

        var banned = Error()
            .Matches(output)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .ToHashSet();
        Assert.Empty(Temptations.Where((_, i) => !banned.Contains(i + 1)).Select(temptation => temptation.Code));
    }

    /// <summary>Each temptation on a line of its own; the number of the line is its place.</summary>
    private static string Source() =>
        string.Concat(
            Temptations.Select(
                (temptation, i) =>
                    $"static class T{i} {{ static object Yield(string text, "
                    + $"System.DateTimeOffset at, System.TimeSpan wait, "
                    + $"System.Threading.CancellationToken token) => {temptation.Code}; }}\n"
            )
        );

    private async Task<string> CompileAsync(string targets)
    {
        string[] arguments =
        [
            "build",
            Repository.PathOf(Project),
            "-nologo",
            "-target:Compile",
            "--no-restore",
            "--no-dependencies",
            "-property:EnableNETAnalyzers=false",
            "-property:EnforceCodeStyleInBuild=false",
            $"-property:CustomAfterMicrosoftCommonTargets={targets}",
            $"-property:IntermediateOutputPath={_directory.Path}/obj/",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, build.ExitCode);
        return output;
    }

    [GeneratedRegex(@"Temptation\.cs\((\d+),\d+\): error RS0030: ")]
    private static partial Regex Error();
}
