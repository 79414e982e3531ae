using System.Globalization;
using IbkrAgent.Cli;
using IbkrAgent.Settings;
using IbkrAgent.Verification;

namespace IbkrAgent.Drill;

/// <summary>One drill from its first line to its last, over a reboot if the operator wants one.</summary>
/// <param name="answers">what the operator types.</param>
/// <param name="lookAsync">what the rules are about.</param>
internal sealed class DrillRun(
    Terminal terminal,
    TextReader answers,
    Func<AgentSettings, IReadOnlyList<GatewaySettings>, CancellationToken, Task<HostFacts>> lookAsync,
    TimeProvider clock
)
{
    private const string Page = "unknowns.md";

    /// <summary>Longer than the slowest restart with its phone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public async Task<int> RunAsync(
        VerifyCommand.DrillWish wish,
        AgentSettings settings,
        IReadOnlyList<GatewaySettings> wanted,
        CancellationToken cancellationToken
    )
    {
        if (!Environment.IsPrivilegedProcess)
        {
            terminal.Diagnose("a drill kills and restarts: sudo ibkr-agent verify --live-drill");
            return (int)ExitCode.NotPermitted;
        }

        var now = clock.GetUtcNow();
        var own = string.Create(CultureInfo.InvariantCulture, $"ibkr-drill-{now:yyyyMMddTHHmmssZ}.md");
        var report = new DrillReport(Path.GetFullPath(wish.Report ?? own), clock);
        var drill = new LiveDrill(report, terminal, answers);
        if (report.FindRebootAskedFor() is { } asked)
            return await GoOnAsync(report, drill, asked, wanted, cancellationToken);

        if (File.Exists(report.Path))
        {
            terminal.Diagnose($"{report.Path} is there, and waits for no reboot: name another file with --report");
            return (int)ExitCode.Usage;
        }

        report.Begin($"Drill of ibkr-agent {CommandLine.Version}");
        var well = await CheckAsync(report, settings, wanted, cancellationToken);
        foreach (var gateway in wanted)
            well &= await drill.RunAsync(new Checklist(gateway, CallAsync, clock).Steps(), cancellationToken);
        await drill.AskAsync(OpenQuestion.ReadAll(ReadPage()));
        if (
            await drill.AgreesAsync(
                $"Reboot this host now? Afterwards: sudo ibkr-agent verify --live-drill --report {report.Path}"
            )
        )
        {
            report.AskForReboot();
            await CallAsync(["systemctl", "reboot"], cancellationToken);
        }

        return End(report, well);
    }

    private async Task<int> GoOnAsync(
        DrillReport report,
        LiveDrill drill,
        DateTimeOffset asked,
        IReadOnlyList<GatewaySettings> wanted,
        CancellationToken cancellationToken
    )
    {
        if (await FindBootAsync(cancellationToken) is not { } boot || boot < asked)
        {
            terminal.Diagnose($"{report.Path} waits for a reboot since {asked:u}, and there was none");
            return (int)ExitCode.TryAgain;
        }

        report.Add(string.Create(CultureInfo.InvariantCulture, $"\nBooted at {boot:u}.\n"));
        var well = true;
        foreach (var gateway in wanted)
            well &= await drill.RunAsync([new Checklist(gateway, CallAsync, clock).Healthy()], cancellationToken);
        return End(report, well);
    }

    private async Task<bool> CheckAsync(
        DrillReport report,
        AgentSettings settings,
        IReadOnlyList<GatewaySettings> wanted,
        CancellationToken cancellationToken
    )
    {
        var facts = await lookAsync(settings, wanted, cancellationToken);
        var document = VerifyDocument.Of(RuleBook.Judge(facts), facts.Now);
        var text = VerifyText.Of(document);
        report.Add($"## Rules\n\n{text}");
        terminal.Say($"rules: {text.TrimEnd().Split('\n')[^1]}");
        return document.Grade != Grade.Fail;
    }

    private int End(DrillReport report, bool well)
    {
        terminal.Say($"the report is {report.Path}; it names accounts");
        return (int)(well ? ExitCode.Ok : ExitCode.Failure);
    }

    private static Task<ChildOutcome> CallAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        ChildProgram.RunAsync(command, Patience, cancellationToken);

    /// <summary>As systemd says: in a container that is its own boot, not the kernel's.</summary>
    private static async Task<DateTimeOffset?> FindBootAsync(CancellationToken cancellationToken)
    {
        string[] command = ["systemctl", "show", "--timestamp=unix", "--property=UserspaceTimestamp", "--value"];
        var stamp = (await CallAsync(command, cancellationToken)).Output.Trim().TrimStart('@');
        return long.TryParse(stamp, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static string ReadPage()
    {
        using var stream = typeof(DrillRun).Assembly.GetManifestResourceStream(Page)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
