using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace IbkrAgent.Settings;

/// <summary>The keys about dependents to settings.</summary>
public static class DependentsParser
{
    internal static DependentsSettings Read(SectionReader section)
    {
        var services = ReadServices(section);
        return new(
            services,
            ReadHealth(section, services, ReadHeaders(section)),
            section.Read(GatewayKeys.DependentsDelay),
            section.Read(GatewayKeys.DependentsStopAhead),
            section.Read(GatewayKeys.RestartDependents) == "yes",
            section.Read(GatewayKeys.DependentHealthInterval),
            section.Read(GatewayKeys.DependentHealthTimeout),
            section.Read(GatewayKeys.DependentHealthFailures),
            section.Read(GatewayKeys.DependentRestartsPerHour),
            section.Read(GatewayKeys.ReadyTargetLinger)
        );
    }

    /// <summary>A service that two gateways name would be stopped for the one and started for the other.</summary>
    public static IEnumerable<SettingsProblem> Shared(string file, IReadOnlyList<GatewaySettings> gateways) =>
        from gateway in gateways
        from service in gateway.Dependents.Services
        let first = gateways.First(other => other.Dependents.Services.Contains(service))
        where first != gateway
        select new SettingsProblem(
            file,
            $"gateway:{gateway.Name}",
            GatewayKeys.Dependents.Name,
            $"{service} is a dependent of gateway {first.Name} already; a service has one gateway"
        );

    private static ImmutableArray<string> ReadServices(SectionReader section)
    {
        var names = Items(section.Read(GatewayKeys.Dependents));
        foreach (var name in names)
            if (DependentNames.ProblemOf(name) is { } problem)
                section.Report(GatewayKeys.Dependents, $"'{name}' {problem}");
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            section.Report(GatewayKeys.Dependents, $"{twice.Key} stands there {twice.Count()} times");

        return [.. names.Distinct()];
    }

    private static ImmutableArray<HealthUrl> ReadHealth(
        SectionReader section,
        ImmutableArray<string> services,
        ILookup<string, HealthHeader> headers
    )
    {
        var health = ImmutableArray.CreateBuilder<HealthUrl>();
        foreach (var item in Items(section.Read(GatewayKeys.DependentHealth)))
        {
            var (service, address) = Cut(item);
            if (!services.Contains(service))
                section.Report(GatewayKeys.DependentHealth, $"'{item}' does not begin with one of the dependents");
            else if (health.Any(url => url.Service == service))
                section.Report(GatewayKeys.DependentHealth, $"{service} has two addresses; keep one of them");
            else if (!IsHealthUrl(address, out var url))
                section.Report(
                    GatewayKeys.DependentHealth,
                    $"'{address}' is not an address without secrets, for example http://127.0.0.1:8080/health"
                );
            else
                health.Add(new(service, url, [.. headers[service]]));
        }

        foreach (var other in headers.Where(group => health.All(url => url.Service != group.Key)))
            section.Report(
                GatewayKeys.DependentHeaders,
                $"{other.Key} has no address in {GatewayKeys.DependentHealth.Name}"
            );

        return health.ToImmutable();
    }

    private static ILookup<string, HealthHeader> ReadHeaders(SectionReader section)
    {
        var headers = new List<(string Service, HealthHeader Header)>();
        foreach (var item in Items(section.Read(GatewayKeys.DependentHeaders)))
        {
            var (service, text) = Cut(item);
            if (HeaderOf(text) is { } header)
                headers.Add((service, header));
            else
                section.Report(
                    GatewayKeys.DependentHeaders,
                    $"'{service} ...' is not SERVICE NAME: VALUE or SERVICE NAME: $KEY, "
                        + "for example api.service X-API-Key: $API_KEY"
                );
        }

        return headers.ToLookup(pair => pair.Service, pair => pair.Header);
    }

    private static HealthHeader? HeaderOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return null;

        var value = text[(colon + 1)..].Trim();
        if (value.Length == 0 || value.Any(c => c is < ' ' or > '~'))
            return null;
        if (value[0] != '$')
            return new(text[..colon], value, IsSecret: false);

        var key = value[1..];
        return key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? new(text[..colon], key, IsSecret: true)
            : null;
    }

    private static bool IsHealthUrl(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && url.Host.Length > 0;

    private static string[] Items(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The first word, and what follows it.</summary>
    private static (string First, string Others) Cut(string item) =>
        item.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank
            ? (item[..blank], item[blank..].Trim())
            : (item, "");
}
