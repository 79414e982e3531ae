using System.CommandLine;
using System.Globalization;
using IbkrAgent.Bundles;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent bundle</c>: what a bug report needs, without secrets, in one file; root's work.</summary>
internal static class BundleCommand
{
    private const string Usual = "24h";

    /// <param name="Since">as typed; null: a day ago.</param>
    /// <param name="Until">as typed; null: now.</param>
    /// <param name="Output">null: named after host and time, in the current directory.</param>
    public sealed record Arguments(string? Since, string? Until, string? Output);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var since = new Option<string?>("--since")
        {
            Description = $"From when on: {TimeText.Examples}, in the time zone of this host [default: 24h]",
            HelpName = "TIME",
        };
        var until = new Option<string?>("--until")
        {
            Description = "Until when, likewise [default: now]",
            HelpName = "TIME",
        };
        var output = new Option<string?>("--output")
        {
            Description = "The file, which must not exist [default: ibkr-agent-bundle-HOST-TIME.tar.gz here]",
            HelpName = "FILE",
        };
        var command = new Command("bundle", "Collect journals, logs, verdicts and settings for a bug report, redacted")
        {
            since,
            until,
            output,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)
                    await runAsync(
                        new(parsed.GetValue(since), parsed.GetValue(until), parsed.GetValue(output)),
                        cancellationToken
                    )
        );
        return command;
    }

    /// <param name="isRoot">whether this process may read what has to be masked.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        bool isRoot,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var (now, zone) = (time.GetUtcNow(), time.LocalTimeZone);
        if (!isRoot)
            return Complain(terminal, ExitCode.NotPermitted, "only root can read all of it: sudo ibkr-agent bundle");
        if (!TimeText.TryParse(arguments.Since ?? Usual, now, zone, out var since))
            return Complain(terminal, ExitCode.Usage, NoInstant(arguments.Since));
        if (!TimeText.TryParse(arguments.Until ?? "now", now, zone, out var until))
            return Complain(terminal, ExitCode.Usage, NoInstant(arguments.Until));
        if (until <= since)
            return Complain(terminal, ExitCode.Usage, "--until has to be later than --since");

        var name =
            $"ibkr-agent-bundle-{HostName}-{now.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture)}";
        var output = Path.GetFullPath(arguments.Output ?? $"{name}.tar.gz");
        if (Path.Exists(output))
            return Complain(terminal, ExitCode.Failure, $"{output} exists already: name another file with --output");
        if (!Directory.Exists(Path.GetDirectoryName(output)))
            return Complain(terminal, ExitCode.Failure, $"there is no directory {Path.GetDirectoryName(output)}");

        var outcome = SettingsFiles.Load(paths);
        var gateways = GatewaysOnHost.Find(paths, outcome);
        Redactor redactor;
        try
        {
            redactor = new(HostSecrets.Read(paths, gateways));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complain(
                terminal,
                ExitCode.Failure,
                $"no bundle is made, because a file cannot be read whose secrets would have to be masked: {exception.Message}"
            );
        }

        var period = new BundlePeriod(since, until);
        var daemon = new ControlClient(paths.ControlSocket, time);
        var parts = new BundleParts(paths, controller, daemon, outcome, gateways, period);
        using var archive = new BundleArchive(name, now, redactor);
        var manifest = await Bundle.CollectAsync(parts.All(), archive, redactor, period, now, cancellationToken);
        var content = archive.Finish();
        BundleFile.Write(output, content);
        Tell(terminal, output, content.Length, manifest);
        return ExitCode.Ok;
    }

    private static string HostName =>
        string.Concat(
            Environment.MachineName.Split('.')[0].Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        );

    private static void Tell(Terminal terminal, string output, int size, BundleManifest manifest)
    {
        terminal.Say(
            FormattableString.Invariant(
                $"wrote {output}: {(size + 1023) / 1024} KiB, {manifest.Collected.Count + 1} files, {manifest.Places} places masked"
            )
        );
        if (manifest.Missed.Count > 0)
            terminal.Say($"could not be had: {string.Join(", ", manifest.Missed.Select(part => part.Name))}");
        terminal.Say("manifest.txt in it says what was masked, what is missing, and why");
        terminal.Say($"look into it before you send it: tar -xzf {output}");
    }

    private static string NoInstant(string? text) => $"'{text}' is not a time, such as {TimeText.Examples}";

    private static ExitCode Complain(Terminal terminal, ExitCode exitCode, string problem)
    {
        terminal.Diagnose(problem);
        return exitCode;
    }
}
