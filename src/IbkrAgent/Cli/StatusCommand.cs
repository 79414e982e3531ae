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
    public sealed record Arguments(bool Json, bool Watch, InstanceName? Gateway);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var watch = new Option<bool>("--watch") { Description = "Show it again every other second, in place" };
        var gateway = CommonOptions.Gateway("Only this one, and not all");
        var command = new Command("status", "Show what the agent knows of the Gateway and what it does next")
        {
            json,
            watch,
            gateway,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)
                    await runAsync(
                        new(parsed.GetValue(json), parsed.GetValue(watch), parsed.GetValue(gateway)),
                        cancellationToken
                    )
        );
        return command;
    }

    /// <param name="height">of the terminal; null: there is none.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        Func<int>? height,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (!arguments.Watch)
            return Show(arguments, terminal, daemon);

        if (arguments.Json || height is null)
        {
            terminal.Diagnose(
                arguments.Json
                    ? "--watch is for people, --json for programs: leave one of them out"
                    : "--watch needs a terminal; a program asks for --json as often as it likes"
            );
            return ExitCode.Usage;
        }

        await StatusWatch.RunAsync(
            screen => Show(arguments, screen, daemon),
            terminal,
            height,
            time,
            cancellationToken
        );
        return ExitCode.Ok;
    }

    private static ExitCode Show(Arguments arguments, Terminal terminal, ControlClient daemon)
    {
        var reply = daemon.Status(Timeout);
        if (reply.ValueOrComplaint(terminal, out var exitCode) is not { } status)
            return exitCode;

        var wanted = status.Gateways.Where(report =>
            arguments.Gateway is null || report.Name == arguments.Gateway.ToString()
        );
        var known = string.Join(", ", status.Gateways.Select(report => report.Name));
        status = status with { Gateways = [.. wanted] };
        if (status.Gateways.Count == 0)
        {
            terminal.Diagnose($"the daemon has no gateway {arguments.Gateway}; it has: {known}");
            return ExitCode.Usage;
        }

        if (arguments.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(status, ControlJson.Default.StatusDocument));
        else
        {
            if (status.Complaint.Length > 0)
                terminal.Diagnose(status.Complaint);
            terminal.Out.Write(
                string.Join('\n', status.Gateways.Select(report => StatusText.Of(report, status.At, terminal.Paint)))
            );
        }

        return ExitCode.Ok;
    }
}
