using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent health-check</c>: one line and an exit status, for people and cron.</summary>
/// <remarks>
/// Through the daemon when it is there, because it knows more and holds a session already; directly when not.
/// </remarks>
internal static class HealthCheckCommand
{
    /// <remarks>A daemon answers at once; one that does not leaves the time for a look of our own.</remarks>
    private static readonly TimeSpan LongestDaemonWait = TimeSpan.FromSeconds(3);

    public sealed record Arguments(bool Json, TimeSpan Timeout, InstanceName Gateway, bool RequireReady, bool Direct);

    public static Command Create(Func<Arguments, CancellationToken, Task<int>> runAsync)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var timeout = TimeoutOption.Create(TimeSpan.FromSeconds(10));
        var gateway = CommonOptions.Gateway();
        var requireReady = new Option<bool>("--require-ready")
        {
            Description = "A Gateway stopped on purpose is status 7 and not 0",
        };
        var direct = new Option<bool>("--direct")
        {
            Description = "Look at the unit and the API without asking the daemon",
        };
        var command = new Command("health-check", "Say in one line whether the Gateway can be used; 0 is healthy")
        {
            json,
            timeout,
            gateway,
            requireReady,
            direct,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var arguments = new Arguments(
                    parsed.GetValue(json),
                    parsed.GetValue(timeout),
                    parsed.GetRequiredValue(gateway),
                    parsed.GetValue(requireReady),
                    parsed.GetValue(direct)
                );
                return runAsync(arguments, cancellationToken);
            }
        );
        return command;
    }

    /// <param name="lookAsync">looks without the daemon.</param>
    public static async Task<int> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        Func<InstanceName, TimeSpan, CancellationToken, Task<DirectLookResult>> lookAsync,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        if (!arguments.Direct)
        {
            var wait = arguments.Timeout / 2 < LongestDaemonWait ? arguments.Timeout / 2 : LongestDaemonWait;
            if (await daemon.StatusAsync(wait, cancellationToken) is ControlReply<StatusDocument>.Answered(var status))
                return Report(arguments, terminal, status);
        }

        var left = arguments.Timeout - time.GetElapsedTime(start);
        switch (await lookAsync(arguments.Gateway, left, cancellationToken))
        {
            case DirectLookResult.Found(var finding):
                return Print(arguments, terminal, Document(arguments, finding, "direct", time.GetUtcNow()));
            case DirectLookResult.SettingsInvalid(var problems):
                foreach (var problem in problems)
                    terminal.Diagnose(problem.ToString());
                return (int)ExitCode.Configuration;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static int Report(Arguments arguments, Terminal terminal, StatusDocument status)
    {
        var report = status.Gateways.FirstOrDefault(report => report.Name == arguments.Gateway.ToString());
        if (report is null)
        {
            terminal.Diagnose($"the daemon knows no gateway {arguments.Gateway}; name one of agent.ini by --gateway");
            return (int)ExitCode.Usage;
        }

        var document = new HealthDocument(
            HealthDocument.CurrentSchema,
            (int)HealthStatusRules.Of(report, arguments.RequireReady),
            report.Verdict,
            report.Reason,
            report.NextStep,
            report.Name,
            "daemon",
            status.At
        );
        return Print(arguments, terminal, document);
    }

    private static HealthDocument Document(
        Arguments arguments,
        DirectFinding finding,
        string source,
        DateTimeOffset at
    ) =>
        new(
            HealthDocument.CurrentSchema,
            (int)HealthStatusRules.Of(finding.Verdict),
            finding.Verdict,
            finding.Reason,
            finding.NextStep,
            arguments.Gateway.ToString(),
            source,
            at
        );

    private static int Print(Arguments arguments, Terminal terminal, HealthDocument document)
    {
        if (arguments.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(document, ControlJson.Default.HealthDocument));
        else
            terminal.Out.WriteLine(Line(document));

        return document.Status;
    }

    private static string Line(HealthDocument document)
    {
        var line = $"{document.Gateway}: {document.Verdict}: {document.Reason}";
        if (document.NextStep.Length > 0)
            line += $"; {document.NextStep}";
        return document.Source == "direct" ? line + " (seen without the daemon)" : line;
    }
}
