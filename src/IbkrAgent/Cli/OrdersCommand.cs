using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent orders</c>: whether clients may send orders, now and from the next start on.</summary>
internal static class OrdersCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="Gateway">null: all of them.</param>
    public sealed record Arguments(InstanceName? Gateway, bool Json);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var gateway = CommonOptions.Gateway("Only this one, and not all");
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new Command("orders", "Say whether clients may send orders, now and from the next start on")
        {
            gateway,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await runAsync(new(parsed.GetValue(gateway), parsed.GetValue(json)), cancellationToken)
        );
        return command;
    }

    /// <param name="readUnitAsync">asks systemd for a unit.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        Func<string, TimeSpan, CancellationToken, Task<UnitReading>> readUnitAsync,
        CancellationToken cancellationToken
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } settings)
            return ExitCode.Configuration;
        if (settings.WantedOrComplaint(arguments.Gateway, paths.Settings, terminal) is not { } wanted)
            return ExitCode.Usage;

        var status = ExitCode.Ok;
        List<GatewayOrders> all = [];
        foreach (var gateway in wanted)
        {
            var unit = UnitNames.GatewayService(gateway.Name);
            var (said, problem) = await readUnitAsync(unit, Timeout, cancellationToken);
            if (problem is not null)
            {
                problem = $"asking systemd for {unit}: {problem}";
                terminal.Diagnose($"{gateway.Name}: {problem}");
                status = ExitCode.Unavailable;
            }

            var report = OrdersLook.Of(paths, gateway, said);
            all.Add(GatewayOrders.Of(gateway.Name, report, problem));
            if (!arguments.Json)
                Say(gateway.Name, report, isKnown: problem is null, terminal);
        }

        if (arguments.Json)
            terminal.Say(JsonSerializer.Serialize(new(all), OrdersCommandJson.Default.OrdersCommandDocument));
        return status;
    }

    /// <param name="isKnown">what runs.</param>
    private static void Say(InstanceName name, OrdersReport report, bool isKnown, Terminal terminal)
    {
        if (isKnown)
            terminal.Say($"{name}: {OrdersText.Running(report)}");
        terminal.Say($"{name}: {OrdersText.Next(report.Next)}");
    }
}
