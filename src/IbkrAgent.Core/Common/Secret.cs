namespace IbkrAgent.Common;

/// <summary>A string that prints as <c>***</c>; only <see cref="Reveal"/> gives it away.</summary>
public sealed class Secret(string value)
{
    public bool IsEmpty => value.Length == 0;

    public string Reveal() => value;

    public override string ToString() => "***";
}
