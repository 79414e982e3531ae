namespace IbkrAgent.Tests.GatewaySim;

/// <summary>What a scenario comes to, and what is said on the way.</summary>
/// <param name="Status">the start script's; null when it does not end.</param>
/// <param name="Launches">how often java is started; the least, when there is no end to it.</param>
/// <param name="Said">parts of lines, in this order.</param>
internal sealed record ScenarioOutcome(int? Status, int Launches, params string[] Said)
{
    public static ScenarioOutcome Ends(int status, params string[] said) => new(status, 1, said);

    public static ScenarioOutcome Stands(params string[] said) => new(null, 1, said);

    public static ScenarioOutcome Loops(params string[] said) => new(null, 3, said);
}
