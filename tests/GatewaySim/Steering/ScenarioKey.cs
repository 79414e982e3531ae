using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>One thing that a scenario can say.</summary>
/// <param name="Expects">what a value looks like, for error messages.</param>
internal sealed record ScenarioKey(string Name, string Default, string Expects, Predicate<string> IsValid)
{
    public const string Yes = "yes";
    public const string No = "no";

    public static ScenarioKey Choice<T>(string name, T @default)
        where T : struct, Enum =>
        new(name, ChoiceText.Of(@default), ChoiceText.All<T>(), text => ChoiceText.TryParse<T>(text, out _));

    public static ScenarioKey Number(string name, int @default, int max) =>
        new(
            name,
            @default.ToString(CultureInfo.InvariantCulture),
            $"a number from 0 to {max}",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max
        );

    public static ScenarioKey Milliseconds(string name, int @default) => Number(name, @default, 86_400_000);

    public static ScenarioKey Text(string name, string @default = "") => new(name, @default, "text", _ => true);

    public static ScenarioKey Flag(string name) => new(name, No, $"{Yes}|{No}", text => text is Yes or No);
}
