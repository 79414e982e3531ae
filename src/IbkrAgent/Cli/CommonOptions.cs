using System.CommandLine;
using System.CommandLine.Parsing;
using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>Options and arguments that several commands share; each call makes a new one.</summary>
internal static class CommonOptions
{
    /// <summary>Null when it is not given.</summary>
    public static Option<InstanceName?> Gateway(
        string description = "The gateway that is meant: main, or the only one"
    ) =>
        new("--gateway")
        {
            CustomParser = ParseName,
            Description = description,
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
        new("NAME") { CustomParser = result => ParseName(result)!, Description = "The gateway that is meant" };

    private static InstanceName? ParseName(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (!InstanceName.TryParse(text, out var name))
            result.AddError($"'{text}' is not a gateway's name (1 to 16 of a-z and 0-9)");

        return name;
    }
}
