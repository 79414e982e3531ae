using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent status</c>: what the daemon knows of its gateways.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="Gateway">null: all of them.</param>
    public sealed record Arguments(bool Json, InstanceName? Gateway);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var gateway = CommonOptions.Gateway();
        var command = new Command("status", "Show what the agent knows of the Gateway and what it does next")
        {
            json,
            gateway,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var isNamed = parsed.GetResult(gateway) is { Implicit: false };
                var arguments = new Arguments(parsed.GetValue(json), isNamed ? parsed.GetValue(gateway) : null);
                return (int)await runAsync(arguments, cancellationToken);
            }
        );
        return command;
    }

    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        CancellationToken cancellationToken
    )
    {
        var reply = await daemon.StatusAsync(Timeout, cancellationToken);
        if (reply.ValueOrComplaint(terminal, out var exitCode) is not { } status)
            return exitCode;

        var wanted = status.Gateways.Where(report =>
            arguments.Gateway is null || report.Name == arguments.Gateway.ToString()
        );
        status = status with { Gateways = [.. wanted] };
        if (status.Gateways.Count == 0)
        {
            terminal.Diagnose($"there is no gateway {arguments.Gateway} in agent.ini");
            return ExitCode.Usage;
        }

        if (arguments.Json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(status, ControlJson.Default.StatusDocument));
        else
            await terminal.Out.WriteAsync(
                string.Join('\n', status.Gateways.Select(report => StatusText.Of(report, status.At)))
            );

        return ExitCode.Ok;
    }
}
