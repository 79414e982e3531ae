using System.CommandLine;
using System.CommandLine.Parsing;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent report-failure UNIT</c>: what ibkr-agent-failure@.service runs.</summary>
internal static class ReportFailureCommand
{
    private const int LongestName = 255;
    private const string Suffix = ".service";

    public static Command Create(Func<string, CancellationToken, Task<ExitCode>> runAsync)
    {
        var unit = new Argument<string>("UNIT") { CustomParser = Parse, Description = "The service that has failed" };
        var command = new Command(
            "report-failure",
            "Tell of a failed unit of the agent, without the daemon; ibkr-agent-failure@.service does it"
        )
        {
            unit,
        };
        command.SetAction(
            async (parsed, cancellationToken) => (int)await runAsync(parsed.GetRequiredValue(unit), cancellationToken)
        );
        return command;
    }

    public static async Task<ExitCode> RunAsync(
        string unit,
        HostPaths paths,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var output = new LogOutput(
            Environment.GetEnvironmentVariable("JOURNAL_STREAM"),
            Console.Error.WriteLine
        );
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        var logger = loggers.CreateLogger<LastResort>();
        var channels = AlertChannels.Open(Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"), time, logger);
        var report = new FailureReport(
            new(channels, SettingsOf(paths), time, logger),
            (name, token) => FailedUnit.LookAsync(new(), name, time, token),
            OwnLines.Read,
            time,
            logger
        );
        return await report.RunAsync(unit, cancellationToken);
    }

    /// <summary>Perhaps the file is why the unit fails.</summary>
    private static AlertSettings SettingsOf(HostPaths paths) =>
        SettingsFiles.Load(paths) is SettingsOutcome.Loaded { Settings.Alerts: var alerts }
            ? alerts
            : AlertSettings.Default;

    /// <summary>systemd.unit(5): what a name may be made of.</summary>
    private static string? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (
            text.Length <= LongestName
            && text.EndsWith(Suffix, StringComparison.Ordinal)
            && text.Length > Suffix.Length
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.' or '\\' or '@')
        )
            return text;

        result.AddError($"'{OneLine.Of(text)}' is not the name of a service, for example ibkr-agent.service");
        return null;
    }
}
