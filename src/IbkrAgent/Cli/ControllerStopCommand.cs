using System.CommandLine;
using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent controller-stop NAME</c>: ExecStop= of the gateway's unit, run as the Gateway's own user.
/// </summary>
/// <remarks>What it cannot do, systemd's signals do after it: it fails only when it was called wrongly.</remarks>
internal static class ControllerStopCommand
{
    /// <param name="MainPid">main process of the unit; null when it has ended already.</param>
    public sealed record Arguments(InstanceName Name, int? MainPid);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var name = CommonOptions.Name();
        var command = new Command("controller-stop", "Stop the Gateway in order; the gateway's unit does it") { name };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await runAsync(new(parsed.GetRequiredValue(name), MainPid()), cancellationToken)
        );
        return command;
    }

    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        StopTimeouts timeouts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (arguments.MainPid is not { } id || ProcessTree.Find(id) is not { } main)
            return ExitCode.Ok;

        var port = FindCommandPort(arguments.Name, paths, controller) is { } number
            ? CommandPort.At(number, controller, timeouts.Reply, time)
            : null;
        var stop = new ControllerStop(port, controller, timeouts, time, terminal.Diagnose);
        await stop.RunAsync(main, FindKeeping(arguments.Name, paths, controller, terminal), cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>Set by systemd for the commands of a unit (systemd.exec(5)).</summary>
    private static int? MainPid() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("MAINPID"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
        && id > 1
            ? id
            : null;

    /// <summary>
    /// The command that keeps the login; null when there is none. A paper account logs in without a phone.
    /// </summary>
    private static ControllerCommand? FindKeeping(
        InstanceName name,
        HostPaths paths,
        IController controller,
        Terminal terminal
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return null;

        if (all.FindOrProblem(name, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose($"{problem}; until then a stop loses the login");
            return null;
        }

        return
            settings.TradingMode == TradingMode.Live
            && controller.Commands.Pause is { } pause
            && pause.IsKnownTo(new GatewayProgram(settings.Program, controller, paths.Settings).FindControllerVersion())
            && pause.IsSafeIn(StageOf(settings))
            ? pause
            : null;
    }

    /// <summary>The open API port is the sign of a complete login that the Gateway's own user can see.</summary>
    private static LoginStage StageOf(GatewaySettings settings) =>
        new PortTable(settings.Api.Port).IsListening() ? LoginStage.Configured : LoginStage.Unknown;

    /// <summary>The settings of this run count; the operator may have changed his own since.</summary>
    private static int? FindCommandPort(InstanceName name, HostPaths paths, IController controller)
    {
        foreach (var file in (string[])[paths.RenderedControllerSettings(name), paths.ControllerSettings(name)])
        {
            try
            {
                return controller.FindCommandPort(File.ReadAllText(file, Encoding.Latin1));
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                continue;
            }
        }

        return null;
    }
}
