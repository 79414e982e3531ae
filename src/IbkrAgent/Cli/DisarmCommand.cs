using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent disarm</c>: removes the arm file, and with <c>--now</c> restarts a Gateway that runs armed, if that is
/// safe.
/// </summary>
internal static class DisarmCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public sealed record Arguments(InstanceName? Gateway, bool Now);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        var now = new Option<bool>("--now")
        {
            Description = "Restart a Gateway that takes orders, if pre-restart-check says go",
        };
        var command = new Command("disarm", "Remove the arm file: no orders from the next start on") { gateway, now };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await runAsync(new(parsed.GetValue(gateway), parsed.GetValue(now)), cancellationToken)
        );
        return command;
    }

    /// <param name="readUnitAsync">asks systemd for a unit.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        Func<string, TimeSpan, CancellationToken, Task<UnitReading>> readUnitAsync,
        CheckedRestart restart,
        CancellationToken cancellationToken
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return ExitCode.Configuration;
        if (all.FindOrProblem(arguments.Gateway, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose(problem);
            return ExitCode.Usage;
        }

        var name = settings.Name;
        if (settings.Orders.Enabled is null)
        {
            terminal.Diagnose(
                $"{name}: nothing is disarmed: {GatewayKeys.OrdersEnabled.Name} is not set in {paths.Settings}, so "
                    + $"config.ini decides; set it to false, then: ibkr-agent reload"
            );
            return ExitCode.Configuration;
        }

        if (Remove(paths.ArmFile(settings), name, terminal) is not ExitCode.Ok and var failure)
            return failure;

        var unit = UnitNames.GatewayService(name);
        var (said, unasked) = await readUnitAsync(unit, Timeout, cancellationToken);
        if (unasked is not null)
        {
            terminal.Diagnose($"{name}: whether a Gateway runs is not known: asking systemd for {unit}: {unasked}");
            return ExitCode.Unavailable;
        }

        var report = OrdersLook.Of(paths, settings, said);
        terminal.Say($"{name}: {OrdersText.Running(report)}");
        if (report is { IsOutdated: true, Next.ReadOnlyApi: true } && arguments.Now)
            return await restart.RunAsync(name, "disarmed", cancellationToken);

        if (report.IsOutdated)
            terminal.Say($"{name}: it may take orders until its next start; at once, if that is safe: --now");
        return ExitCode.Ok;
    }

    private static ExitCode Remove(string armFile, InstanceName name, Terminal terminal)
    {
        try
        {
            var isThere = File.Exists(armFile);
            File.Delete(armFile);
            terminal.Say(
                $"{name}: {armFile} {(isThere ? "is removed" : "is not there")}: no orders from the next start on"
            );
            return ExitCode.Ok;
        }
        catch (DirectoryNotFoundException)
        {
            terminal.Say($"{name}: {armFile} is not there: no orders from the next start on");
            return ExitCode.Ok;
        }
        catch (UnauthorizedAccessException exception)
        {
            terminal.Diagnose($"{name}: removing {armFile}: {exception.Message} It is still ARMED: use sudo");
            return ExitCode.NotPermitted;
        }
        catch (IOException exception)
        {
            terminal.Diagnose($"{name}: removing {armFile}: {exception.Message} It is still ARMED: remove it yourself");
            return ExitCode.Failure;
        }
    }
}
