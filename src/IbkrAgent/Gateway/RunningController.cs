using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The controller of a unit that runs, as the unit's own commands reach it: as the Gateway's user.</summary>
/// <param name="main">main process of the unit.</param>
internal sealed class RunningController(
    RunningProcess main,
    InstanceName name,
    HostPaths paths,
    IController controller,
    TimeProvider clock
)
{
    /// <summary>Null when it has no command port.</summary>
    /// <param name="reply">until the controller has to answer.</param>
    /// <remarks>The settings of this run count; the operator may have changed his own since.</remarks>
    public CommandPort? FindPort(TimeSpan reply)
    {
        foreach (var file in (string[])[paths.RenderedControllerSettings(name), paths.ControllerSettings(name)])
        {
            try
            {
                return controller.FindCommandPort(File.ReadAllText(file, Encoding.Latin1)) is { } number
                    ? CommandPort.At(number, controller, reply, clock)
                    : null;
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                continue;
            }
        }

        return null;
    }

    /// <summary>Why a command would not keep the login now; null when it may.</summary>
    /// <param name="command">PAUSE or RESTART; null: the controller has no such command.</param>
    public string? AgainstKeeping(ControllerCommand? command, GatewaySettings settings)
    {
        var version = new GatewayProgram(settings.Program, controller, paths.Settings).FindControllerVersion();
        var expired = settings.Schedule.TokenExpiry.Last(clock.GetUtcNow());
        return settings.TradingMode != TradingMode.Live ? "a paper account logs in without a phone"
            : command is null ? $"{controller.Name} has no command for it"
            : !command.IsKnownTo(version)
                ? $"{controller.Name} {version?.ToString() ?? "of an unknown version"} does not know {command}, "
                    + $"which came with {command.Since}"
            : !command.IsSafeIn(StageOf(settings)) ? "the login is not complete: the API port is closed"
            : FindJavaStart() < expired ? $"the broker forgot its logins at {expired:u}"
            : null;
    }

    /// <summary>The open API port is the sign of a complete login that the Gateway's own user can see.</summary>
    private static LoginStage StageOf(GatewaySettings settings) =>
        new PortTable(settings.Api.Port).IsListening() ? LoginStage.Configured : LoginStage.Unknown;

    /// <summary>With it the login began, or was gone on with; null when there is none.</summary>
    private DateTimeOffset? FindJavaStart()
    {
        if (ProcessTree.DescendantsOf(main).FirstOrDefault(process => process.Name == "java") is not { } java)
            return null;

        try
        {
            using var process = Process.GetProcessById(java.Id);
            return process.StartTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null; // it has just ended
        }
    }
}
