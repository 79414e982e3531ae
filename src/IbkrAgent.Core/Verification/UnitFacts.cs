namespace IbkrAgent.Verification;

/// <summary>A unit as systemd has loaded it.</summary>
/// <param name="Properties">as <c>systemctl show</c> prints them.</param>
/// <param name="Text">its file and its drop-ins, as <c>systemctl cat</c> prints them.</param>
public sealed record UnitFacts(string Name, IReadOnlyDictionary<string, string> Properties, string Text)
{
    /// <summary>Empty when systemd does not have the property.</summary>
    public string this[string property] => Properties.GetValueOrDefault(property, "");

    /// <summary>The property is a list of words, and this is one of them.</summary>
    public bool Has(string property, string word) => this[property].Split(' ').Contains(word, StringComparer.Ordinal);
}
