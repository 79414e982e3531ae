namespace IbkrAgent.Gateway;

/// <summary>What it means that the controller ended with a status.</summary>
/// <param name="Text">for people: one line, lower case, no full stop.</param>
/// <param name="Remedy">what a human can do; empty when nothing.</param>
/// <param name="IsCuredByRestart">false: the same would happen again, so nothing is started before a human changed
/// something.</param>
public sealed record ExitMeaning(string Text, string Remedy, bool IsCuredByRestart);
