using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim;

/// <summary>
/// <c>gateway-sim install</c>: lays the stand-in out below a root as controller and Gateway would be.
/// </summary>
/// <remarks>
/// Nothing in the layout names the root, so it can be made for a container from outside. A development build, which
/// is more than one file, is linked instead of copied.
/// </remarks>
internal sealed record Installation(string Root, string IbcVersion, string GatewayVersion, string Broker = "")
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private const string StartScript = """
        #!/bin/sh
        exec "$(dirname "$0")/../../gateway-sim/gateway-sim" ibcstart "$@"

        """;

    public static Installation Parse(string[] args)
    {
        var installation = new Installation("", "3.24.1", "10.45.1j");
        for (var i = 0; i < args.Length; i += 2)
            installation = (args[i], args.ElementAtOrDefault(i + 1)) switch
            {
                ("--root", { } root) => installation with { Root = root },
                ("--ibc-version", { } version) => installation with { IbcVersion = version },
                ("--gateway-version", { } version) => installation with { GatewayVersion = version },
                ("--broker", { } broker) => installation with { Broker = broker },
                _ => throw new SimException(ExitStatus.Usage, $"install: cannot use '{args[i]}'"),
            };

        return installation.Root.Length > 0
            ? installation
            : throw new SimException(ExitStatus.Usage, "install: --root DIR is missing");
    }

    public int Create()
    {
        var home = CreateDirectory("opt/gateway-sim");
        PlaceExecutable(Path.Combine(home, "gateway-sim"));
        if (Broker.Length > 0)
            File.WriteAllLines(
                Path.Combine(home, ScenarioFile.Name),
                Scenario.Default.With("broker", Broker).ToLines()
            );

        var ibc = CreateDirectory("opt/ibc");
        File.WriteAllText(Path.Combine(ibc, "version"), $"{IbcVersion}\n");
        File.WriteAllText(Path.Combine(ibc, "IBC.jar"), "");
        var script = Path.Combine(CreateDirectory("opt/ibc/scripts"), "ibcstart.sh");
        File.WriteAllText(script, StartScript);
        File.SetUnixFileMode(script, Executable);

        var gateway = CreateDirectory($"opt/ibgateway/{GatewayVersion}");
        CreateDirectory($"opt/ibgateway/{GatewayVersion}/jars");
        File.WriteAllText(Path.Combine(gateway, "ibgateway.vmoptions"), "-Xmx768m\n");
        var java = Path.Combine(CreateDirectory($"opt/ibgateway/{GatewayVersion}/jre/bin"), "java");
        File.Delete(java);
        File.CreateSymbolicLink(java, "../../../../gateway-sim/gateway-sim");
        return ExitStatus.Ended;
    }

    private static void PlaceExecutable(string target)
    {
        var source =
            Environment.ProcessPath ?? throw new SimException(ExitStatus.Unavailable, "install: no executable");
        if (File.Exists(target) && Path.GetFullPath(target) == source)
            return;

        File.Delete(target);
        if (File.Exists($"{source}.dll"))
            File.CreateSymbolicLink(target, source);
        else
        {
            File.Copy(source, target);
            File.SetUnixFileMode(target, Executable);
        }
    }

    private string CreateDirectory(string path) => Directory.CreateDirectory(Path.Combine(Root, path)).FullName;
}
