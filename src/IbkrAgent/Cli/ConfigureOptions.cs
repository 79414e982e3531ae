using System.CommandLine;
using System.CommandLine.Parsing;
using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What can be typed behind <c>ibkr-agent configure</c>.</summary>
internal sealed class ConfigureOptions
{
    private readonly Option<InstanceName?> _gateway = CommonOptions.Gateway(
        "The gateway that is set up; one that agent.ini does not have is added"
    );

    private readonly (SetUpKey Key, Option<string?> Option)[] _keys =
    [
        .. SetUpKeys.Asked.Select(key =>
            (key, new Option<string?>(key.Option) { Description = key.Question, HelpName = HelpNameOf(key) })
        ),
    ];

    private readonly Option<KeyValuePair<string, string>[]> _set = new("--set")
    {
        CustomParser = result => [.. result.Tokens.Select(token => ReadSetting(token.Value, result))],
        Description = "Any key of agent.ini, may be repeated",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _config = ForFile(
        "--import-config",
        "Take over a config.ini that IBC was run with before, and the login in it"
    );

    private readonly Option<string?> _credentials = ForFile(
        "--import-credentials",
        "Take the login from a file, - is standard input: IBKR_USERNAME= and IBKR_PASSWORD="
    );

    private readonly Option<string?> _alerts = ForFile(
        "--import-alerts",
        "Take the keys of alerts.env from a file, - is standard input"
    );

    private readonly Option<bool> _yes = new("--yes") { Description = "Ask nothing, and write" };
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Ask nothing, show it, and write nothing",
    };

    public IEnumerable<Option> All =>
        [_gateway, .. _keys.Select(key => key.Option), _set, _config, _credentials, _alerts, _yes, _dryRun];

    public ConfigureCommand.Arguments Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_gateway),
            [
                .. from key in _keys
                let value = parsed.GetValue(key.Option)
                where value is not null
                select KeyValuePair.Create(key.Key.Key.Name, value),
                .. parsed.GetValue(_set) ?? [],
            ],
            parsed.GetValue(_config),
            parsed.GetValue(_credentials),
            parsed.GetValue(_alerts),
            parsed.GetValue(_yes),
            parsed.GetValue(_dryRun)
        );

    private static Option<string?> ForFile(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static string HelpNameOf(SetUpKey key) =>
        key.Key switch
        {
            SettingsKey.Choice choice => string.Join('|', choice.Words),
            SettingsKey.Number => "N",
            SettingsKey.Directory => "DIRECTORY",
            _ => "TEXT",
        };

    private static KeyValuePair<string, string> ReadSetting(string text, ArgumentResult result)
    {
        var (key, value) = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
            ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
            : (text, "");
        if (key == text)
            result.AddError($"'{text}' is not KEY=VALUE");
        else if (SetUpKeys.SectionOf(key, InstanceName.Main) is null)
            result.AddError($"there is no key '{key}' in agent.ini: man agent.ini has them all");
        return new(key, value);
    }
}
