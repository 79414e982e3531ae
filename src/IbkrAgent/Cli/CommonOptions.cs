using System.CommandLine;
using System.CommandLine.Parsing;
using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>Options and arguments that several commands share; each call makes a new one.</summary>
internal static class CommonOptions
{
    public static Option<InstanceName> Gateway() =>
        new("--gateway")
        {
            CustomParser = ParseName,
            DefaultValueFactory = _ => InstanceName.Main,
            Description = "The gateway that is meant",
            HelpName = "NAME",
        };

    public static Option<string> Config() =>
        new("--config")
        {
            DefaultValueFactory = _ => HostPaths.Default.Settings,
            Description = "The settings file",
            HelpName = "FILE",
        };

    /// <summary>The gateway as an argument, for the commands that units call.</summary>
    public static Argument<InstanceName> Name() =>
        new("NAME") { CustomParser = ParseName, Description = "The gateway that is meant" };

    private static InstanceName? ParseName(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (InstanceName.TryParse(text, out var name) && name.IsMain)
            return name;

        result.AddError(
            name is null
                ? $"'{text}' is not a gateway's name (1 to 16 of a-z and 0-9)"
                : $"there is no gateway '{name}': this release knows only 'main'"
        );
        return null;
    }
}
