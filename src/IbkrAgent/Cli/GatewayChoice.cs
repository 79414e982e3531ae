using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>Which gateway of the settings a command means.</summary>
internal static class GatewayChoice
{
    /// <param name="name">null: main, or the only one there is.</param>
    /// <param name="file">the settings, for the message.</param>
    /// <param name="problem">why there is none, with the remedy; empty when there is one.</param>
    public static GatewaySettings? FindOrProblem(
        this AgentSettings settings,
        InstanceName? name,
        string file,
        out string problem
    )
    {
        var found = name is null ? settings.Default : settings.Find(name);
        var known = string.Join(", ", settings.Gateways.Select(gateway => gateway.Name));
        problem = (found, name) switch
        {
            ({ }, _) => "",
            (null, null) => $"which gateway is meant? --gateway NAME says it; there is: {known}",
            _ => $"there is no gateway {name}: add a section [gateway:{name}] to {file}, or name one of: {known}",
        };
        return found;
    }

    /// <summary>The one that is named, or all of them; null after the problem was told.</summary>
    public static IReadOnlyList<GatewaySettings>? WantedOrComplaint(
        this AgentSettings settings,
        InstanceName? name,
        string file,
        Terminal terminal
    )
    {
        if (name is null)
            return settings.Gateways;
        if (settings.FindOrProblem(name, file, out var problem) is { } only)
            return [only];

        terminal.Diagnose(problem);
        return null;
    }
}
