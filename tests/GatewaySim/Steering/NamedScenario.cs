namespace IbkrAgent.GatewaySim.Steering;

/// <summary>A scenario with a name: the lines of a scenario file that make it.</summary>
/// <param name="Description">what can be seen of it, in one line without a full stop.</param>
internal sealed record NamedScenario(string Name, string Description, params string[] Lines);
