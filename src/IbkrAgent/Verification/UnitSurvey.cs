using IbkrAgent.Cli;

namespace IbkrAgent.Verification;

/// <summary>Units as systemd has loaded them.</summary>
internal static class UnitSurvey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Task<Fact<UnitFacts>> LookAsync(string unit, CancellationToken cancellationToken) =>
        Look.AtAsync(async () =>
        {
            var properties = Parse(await ReadAsync("show"));
            // There is nothing to show of a unit that is not there.
            var text = properties.GetValueOrDefault("LoadState") == "loaded" ? await ReadAsync("cat") : "";
            return new UnitFacts(unit, properties, text);

            Task<string> ReadAsync(string verb) =>
                ChildProgram.ReadAsync(["systemctl", verb, unit], Patience, cancellationToken);
        });

    private static Dictionary<string, string> Parse(string output)
    {
        var properties = new Dictionary<string, string>();
        foreach (var line in output.Split('\n'))
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                // A property that is a list has a line for each: all of them count.
                properties[line[..equals]] = properties.TryGetValue(line[..equals], out var before)
                    ? $"{before}\n{line[(equals + 1)..]}"
                    : line[(equals + 1)..];

        return properties;
    }
}
