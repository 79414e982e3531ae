using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Daemon;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent may-start NAME</c>: the gate in ExecCondition= of the gateway's unit, with and without the daemon.
/// </summary>
/// <remarks>
/// Its last line goes to the journal of that unit, where the daemon finds the reason; see <see cref="StartGateText"/>.
/// </remarks>
internal static class MayStartCommand
{
    public sealed record Arguments(InstanceName Name);

    public static GateCommand Create(Func<Arguments, ExitCode> run)
    {
        var name = CommonOptions.Name();
        var command = new GateCommand(
            "may-start",
            "Say whether the Gateway may be started now; the gateway's unit asks it"
        )
        {
            name,
        };
        command.SetAction(parsed => (int)run(new(parsed.GetRequiredValue(name))));
        return command;
    }

    public static ExitCode Run(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        TimeProvider time
    )
    {
        var outcome = SettingsFiles.Load(paths);
        if (outcome.SettingsOrComplaint(terminal) is not { } all)
            return Refuse(terminal, StartGateText.NotConfigured, $"{outcome.Problems()[0]}");
        if (all.FindOrProblem(arguments.Name, paths.Settings, out var problem) is not { } settings)
            return Refuse(terminal, StartGateText.NotConfigured, problem);

        var missing = Installation.Inspect(all, settings, paths, controller).Missing;
        if (missing is not [])
            return Refuse(terminal, StartGateText.NotConfigured, string.Join("; ", missing));

        var file = new StateFile(paths.StateFile(arguments.Name));
        if (file.RefusalOfLogin(settings, time.GetUtcNow()) is not { } refusal)
            return ExitCode.Ok;
        if (settings.Mode == AgentMode.Act && !File.Exists(paths.HandsOff))
            return Refuse(terminal, StartGateText.Refused, refusal);

        terminal.Error.WriteLine(StartGateText.HandsOff + refusal);
        return ExitCode.Ok;
    }

    private static ExitCode Refuse(Terminal terminal, string prefix, string reason)
    {
        terminal.Error.WriteLine((prefix + reason).ReplaceLineEndings(" "));
        return ExitCode.Failure;
    }
}
