using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Dependents;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>The rule of polkit that the dependents in agent.ini ask for.</summary>
internal static class DependentsRule
{
    /// <summary>Empty: there are none.</summary>
    public static string TextFor(AgentSettings settings) =>
        Services(settings) is { Length: > 0 } services ? PolkitRule.For(services) : "";

    /// <summary>Null when the rule is as it should be.</summary>
    /// <exception cref="FormatException">the host cannot have one yet; says why.</exception>
    public static FileChange? Change(AgentSettings settings, HostPaths paths)
    {
        var file = new OperatorFile(paths.DependentsRule, OperatorFile.AllRead);
        var text = TextFor(settings);
        if (text == (file.IsThere ? File.ReadAllText(file.Path) : ""))
            return null;

        if (text.Length == 0)
            return new(file, After: null, Encoding.UTF8, ["- there are no dependents in agent.ini"]);

        if (!Directory.Exists(Path.GetDirectoryName(file.Path)))
            throw new FormatException($"there is no {Path.GetDirectoryName(file.Path)}: install polkitd");

        var services = string.Join(", ", Services(settings));
        return new(file, new Secret(text), Encoding.UTF8, [$"+ the daemon may restart and stop {services}"]);
    }

    private static string[] Services(AgentSettings settings) =>
        [.. settings.Gateways.SelectMany(gateway => gateway.Dependents.Services)];
}
