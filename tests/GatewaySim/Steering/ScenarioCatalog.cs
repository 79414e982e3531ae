namespace IbkrAgent.GatewaySim.Steering;

/// <summary>Every named scenario; the same table stands in docs/stand-in.md.</summary>
internal static class ScenarioCatalog
{
    public static readonly IReadOnlyList<NamedScenario> All =
    [
        .. ControllerScenarios.All,
        .. LoginScenarios.All,
        .. ApiScenarios.All,
    ];

    /// <summary>The scenario with what any row steers at its default, and then as the named row wants it.</summary>
    public static Scenario Apply(string name, Scenario scenario)
    {
        var named =
            All.FirstOrDefault(row => row.Name == name)
            ?? throw new SimException(
                ExitStatus.Usage,
                $"scenario: {name}: unknown name, gateway-sim scenarios lists them"
            );
        var steered = All.SelectMany(row => row.Lines).Select(line => line.Split('=')[0]);
        return scenario.Without(steered).With(named.Lines);
    }

    /// <summary>A line for each: the name, a tab, what it is.</summary>
    public static async Task<int> ListAsync(TextWriter output)
    {
        foreach (var row in All)
            await output.WriteLineAsync($"{row.Name}\t{row.Description}");

        return ExitStatus.Ended;
    }
}
