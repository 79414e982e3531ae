using System.CommandLine;
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
    public sealed record Arguments(InstanceName? Gateway);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var gateway = CommonOptions.Gateway("Only this one, and not all");
        var command = new Command("orders", "Say whether clients may send orders, now and from the next start on")
        {
            gateway,
        };
        command.SetAction(
            async (parsed, cancellationToken) => (int)await runAsync(new(parsed.GetValue(gateway)), cancellationToken)
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
        foreach (var gateway in wanted)
        {
            var unit = UnitNames.GatewayService(gateway.Name);
            var (said, problem) = await readUnitAsync(unit, Timeout, cancellationToken);
            if (problem is null)
                terminal.Say($"{gateway.Name}: {OrdersText.Running(OrdersLook.Of(paths, gateway, said))}");
            else
            {
                terminal.Diagnose($"{gateway.Name}: asking systemd for {unit}: {problem}");
                status = ExitCode.Unavailable;
            }

            terminal.Say($"{gateway.Name}: {OrdersText.Next(OrdersLook.Next(paths, gateway))}");
        }

        return status;
    }
}
