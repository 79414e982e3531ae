using IbkrAgent.Common;

namespace IbkrAgent.Settings;

/// <summary>Which gateways a settings file has: one for each section <c>[gateway:NAME]</c>.</summary>
internal static class GatewaySections
{
    private const string Prefix = "gateway:";

    public static string NameOf(InstanceName name) => $"{Prefix}{name}";

    /// <summary>The gateways in the order of the file, and all sections and keys that belong to none.</summary>
    /// <remarks>A file without a section of any gateway means a gateway main that is at its defaults.</remarks>
    public static (IReadOnlyList<InstanceName> Names, IReadOnlyList<SettingsProblem> Problems) Read(
        string file,
        IniText ini
    )
    {
        List<InstanceName> names = [];
        List<SettingsProblem> problems = [.. KeysBeforeSections(file, ini)];
        foreach (var section in ini.Sections.Distinct().Where(section => section != AlertKeys.Section))
        {
            if (!section.StartsWith(Prefix, StringComparison.Ordinal))
                problems.Add(
                    new(
                        file,
                        section,
                        "",
                        "unknown section; there are only [gateway:NAME], as [gateway:main], and [alerts]"
                    )
                );
            else if (InstanceName.TryParse(section[Prefix.Length..], out var name))
                names.Add(name);
            else
                problems.Add(
                    new(
                        file,
                        section,
                        "",
                        $"'{section[Prefix.Length..]}' is not a gateway's name (1 to 16 of a-z and 0-9)"
                    )
                );
        }

        return (ini.Sections.All(section => section == AlertKeys.Section) ? [InstanceName.Main] : names, problems);
    }

    /// <summary>What two gateways on one host cannot share.</summary>
    public static IEnumerable<SettingsProblem> Collisions(string file, IReadOnlyList<GatewaySettings> gateways) =>
        from later in gateways.Select((gateway, index) => (Gateway: gateway, Index: index))
        let earlier = gateways.Take(later.Index).FirstOrDefault(gateway => gateway.Api.Port == later.Gateway.Api.Port)
        where earlier is not null
        select new SettingsProblem(
            file,
            NameOf(later.Gateway.Name),
            GatewayKeys.ApiPort.Name,
            $"{later.Gateway.Api.Port} is the port of [{NameOf(earlier.Name)}] too; each gateway needs its own"
        );

    private static IEnumerable<SettingsProblem> KeysBeforeSections(string file, IniText ini) =>
        from entry in ini.Entries
        where entry.Section.Length == 0 && !ini.Sections.Contains("")
        select new SettingsProblem(
            file,
            "",
            entry.Key,
            $"line {entry.Line} is in no section; [{NameOf(InstanceName.Main)}] is missing above it"
        );
}
