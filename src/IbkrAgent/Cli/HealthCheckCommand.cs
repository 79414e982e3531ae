using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent health-check</c>: one line and an exit status, for people and cron.</summary>
/// <remarks>
/// Through the daemon when it is there, because it knows more and holds a session already; directly when not. It may
/// run every minute: it is quick, and has no effect but the API connection of a direct look.
/// </remarks>
internal static class HealthCheckCommand
{
    /// <remarks>A daemon answers at once; one that does not leaves the time for a look of our own.</remarks>
    private static readonly TimeSpan LongestDaemonWait = TimeSpan.FromSeconds(3);

    /// <param name="Timeout">for all of it; null: as long as such a Gateway may need.</param>
    public sealed record Arguments(
        bool Json,
        TimeSpan? Timeout,
        InstanceName? Gateway,
        HealthDemand Demand,
        bool Direct
    );

    public static Command Create(Func<Arguments, CancellationToken, Task<int>> runAsync)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var timeout = TimeoutOption.Create("15s, or 60s shortly after a start");
        var gateway = CommonOptions.Gateway();
        var requireReady = new Option<bool>("--require-ready")
        {
            Description = "A Gateway stopped on purpose is status 7 and not 0",
        };
        var strict = new Option<bool>("--strict")
        {
            Description = "A Gateway that works, but not as it should, is status 6 and not 0",
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
            strict,
            direct,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var arguments = new Arguments(
                    parsed.GetValue(json),
                    TimeoutOption.Read(parsed.GetValue(timeout)),
                    parsed.GetValue(gateway),
                    new(parsed.GetValue(requireReady), parsed.GetValue(strict)),
                    parsed.GetValue(direct)
                );
                return runAsync(arguments, cancellationToken);
            }
        );
        return command;
    }

    /// <param name="lookAsync">looks without the daemon.</param>
    public static Task<int> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        Func<InstanceName?, TimeSpan?, CancellationToken, Task<DirectLookResult>> lookAsync,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (arguments.Direct)
            return LookAsync(note: "", arguments.Timeout);

        var start = time.GetTimestamp();
        var wait = TimeoutOption.Part(arguments.Timeout, LongestDaemonWait);
        var reply = daemon.Health(arguments.Gateway, arguments.Demand, arguments.Json, wait);
        return Report(terminal, reply) is { } status
            ? Task.FromResult(status)
            : LookAsync(reply.Problem(), arguments.Timeout - time.GetElapsedTime(start));

        async Task<int> LookAsync(string note, TimeSpan? timeout)
        {
            var result = await lookAsync(arguments.Gateway, timeout, cancellationToken);
            return Report(arguments, terminal, result, note, time.GetUtcNow());
        }
    }

    /// <summary>Prints what the daemon said; null: nothing, so look.</summary>
    private static int? Report(Terminal terminal, ControlReply<HealthAnswer> reply)
    {
        switch (reply)
        {
            case ControlReply<HealthAnswer>.Answered(var answer):
                terminal.Out.WriteLine(answer.Text);
                return answer.Status;
            case ControlReply<HealthAnswer>.Refused({ ExitStatus: (int)ExitCode.Usage } refusal):
                terminal.Diagnose(refusal.Message);
                return refusal.ExitStatus;
            default:
                return null;
        }
    }

    private static int Report(
        Arguments arguments,
        Terminal terminal,
        DirectLookResult result,
        string note,
        DateTimeOffset at
    )
    {
        if (result is not DirectLookResult.Found(var gateway, var finding))
            return (int)result.Complain(terminal);

        var document = HealthDocument.Of(gateway, finding, arguments.Demand, note, at);
        terminal.Out.WriteLine(
            arguments.Json ? JsonSerializer.Serialize(document, ControlJson.Default.HealthDocument) : document.Line
        );
        return document.Status;
    }
}
