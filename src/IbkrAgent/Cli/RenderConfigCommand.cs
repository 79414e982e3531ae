using System.CommandLine;
using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent render-config NAME</c>: root's part of a launch, in ExecStartPre= of the gateway's unit.
/// </summary>
internal static class RenderConfigCommand
{
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF"; // of UTF-8, read as Latin-1

    /// <summary>Where the VNC unit of the gateway is to listen.</summary>
    private const string VncPort = "IBKR_VNC_PORT";

    public sealed record Arguments(InstanceName Name);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var name = CommonOptions.Name();
        var command = new Command(
            "render-config",
            "Write the controller's settings for one run; the gateway's unit does it"
        )
        {
            name,
        };
        command.SetAction(parsed => (int)run(new(parsed.GetRequiredValue(name))));
        return command;
    }

    /// <param name="run">of the unit, as systemd tells it to its processes; empty: not run by it.</param>
    /// <param name="owner">user who may read the result; null: whoever runs this, as in tests.</param>
    public static ExitCode Run(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        string run,
        string? owner,
        TimeProvider clock
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return ExitCode.Configuration;
        if (all.FindOrProblem(arguments.Name, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose(problem);
            return ExitCode.Configuration;
        }

        var installation = Installation.Inspect(all, settings, paths, controller);
        foreach (var missing in installation.Missing)
            terminal.Diagnose(missing.ToString());
        if (installation.Missing is not [])
            return ExitCode.Configuration;

        if (
            new CredentialsFile(paths.Credentials(settings.Name)).Read()
            is not CredentialsReading.Known
            (var credentials)
        )
        {
            terminal.Diagnose(
                $"only root can read {paths.Credentials(settings.Name)}: systemctl start runs this as root"
            );
            return ExitCode.NotPermitted;
        }

        foreach (var key in credentials.OtherKeys)
            terminal.Diagnose(
                $"{paths.Credentials(settings.Name)}: {key} has no effect: "
                    + $"what is no secret belongs into {paths.Settings}"
            );
        return Write(settings, credentials, run, new(paths, arguments.Name, owner), controller, terminal, paths, clock);
    }

    private static ExitCode Write(
        GatewaySettings settings,
        GatewayCredentials credentials,
        string run,
        LaunchFiles files,
        IController controller,
        Terminal terminal,
        HostPaths paths,
        TimeProvider clock
    )
    {
        var controllerSettings = paths.ControllerSettings(settings.Name);
        try
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(controllerSettings));
            text = text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? text[ByteOrderMark.Length..] : text;
            var version = new GatewayProgram(settings.Program, controller, paths.Settings).FindVersion()!;
            var orders = OrdersLook.Next(paths, settings);
            files.Write(
                controller.RenderSettings(
                    text,
                    credentials,
                    settings.TradingMode,
                    OwnRestart.Of(settings, clock.GetUtcNow()),
                    orders.ReadOnlyApi
                ),
                controller
                    .Launch(settings.Program, version, settings.TradingMode)
                    .With(VncPort, settings.Watch.VncPort.ToString(CultureInfo.InvariantCulture)),
                new(run, orders.State, orders.ReadOnlyApi ?? controller.FindReadOnlyApi(text))
            );
            if (orders.State != OrdersState.Undecided)
                terminal.Diagnose($"{settings.Name}: orders: {OrdersText.Next(orders)}");
            return ExitCode.Ok;
        }
        catch (FormatException exception)
        {
            terminal.Diagnose($"{controllerSettings}: {exception.Message}");
            return ExitCode.Configuration;
        }
    }
}
