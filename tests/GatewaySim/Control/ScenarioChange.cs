using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Control;

/// <summary>The commands that change the scenario: <c>set KEY VALUE</c> and <c>scenario NAME</c>.</summary>
internal static class ScenarioChange
{
    public static Func<Scenario, Scenario> Parse(string[] command) =>
        command switch
        {
            ["set", var key, var value] => scenario => scenario.With(key, value),
            ["scenario", var name] => scenario => ScenarioCatalog.Apply(name, scenario),
            _ => throw new SimException(ExitStatus.Usage, $"'{string.Join(' ', command)}' changes no scenario"),
        };
}
