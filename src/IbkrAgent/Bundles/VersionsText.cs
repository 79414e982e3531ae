using System.Runtime.InteropServices;
using System.Text;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>Which version of everything is installed, a line each.</summary>
/// <param name="settings">null: they cannot be used, so it is not known where the Gateway is.</param>
internal sealed class VersionsText(HostPaths paths, IController controller, AgentSettings? settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        Add("ibkr-agent", CommandLine.Version);
        Add("package", await RunAsync("dpkg-query", "--show", "ibkr-agent"));
        Add("systemd", await RunAsync("systemctl", "--version"));
        Add("kernel", Told(() => $"{File.ReadAllText(paths.Kernel).Trim()} {RuntimeInformation.OSArchitecture}"));
        Add("distribution", Told(() => FindValue(paths.Distribution, "PRETTY_NAME")));
        if (settings is null)
            Add("Gateway", "not known: agent.ini cannot be used");

        foreach (var gateway in settings?.Gateways ?? [])
        {
            var program = new GatewayProgram(gateway.Program, controller, paths.Settings);
            Add($"{gateway.Name}: {controller.Name}", program.FindControllerVersion()?.ToString());
            Add($"{gateway.Name}: Gateway", program.FindVersion());
            Add($"{gateway.Name}: java", Told(() => FindJava(gateway.Program, program.FindVersion())));
            foreach (var missing in program.FindMissing())
                Add($"{gateway.Name}: missing", missing.What);
        }

        return text.ToString();

        void Add(string name, string? version) =>
            text.Append(name).Append(": ").Append(version ?? "not known").Append('\n');

        async Task<string> RunAsync(params string[] command)
        {
            try
            {
                var output = await ChildProgram.ReadAsync(command, Patience, cancellationToken);
                return OneLine.Of(output.Split('\n')[0]);
            }
            catch (IOException exception)
            {
                return $"not known: {exception.Message}";
            }
        }
    }

    private static string? Told(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"not known: {exception.Message}";
        }
    }

    /// <summary>Read and not asked: nothing of the Gateway's is run by root.</summary>
    private static string? FindJava(ProgramSettings program, string? version)
    {
        var home =
            program.JavaPath is { } java ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(java))
            : version is null ? null
            : File.ReadLines(Path.Combine(program.GatewayPath, version, ".install4j/inst_jre.cfg")).FirstOrDefault();
        return home is null ? null : FindValue(Path.Combine(home.Trim(), "release"), "JAVA_VERSION");
    }

    private static string? FindValue(string file, string key) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith($"{key}=", StringComparison.Ordinal))
            .Select(line => line[(key.Length + 1)..].Trim('"'))
            .FirstOrDefault();
}
