namespace IbkrAgent.Supervision;

/// <summary>What goes before the run window for a stated time.</summary>
/// <param name="Runs">true: the Gateway runs outside of its window; false: it stays stopped inside of it.</param>
/// <param name="Who">who wanted it so, for people.</param>
public sealed record Force(bool Runs, DateTimeOffset Until, string Who);
