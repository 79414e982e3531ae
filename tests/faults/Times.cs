namespace IbkrAgent.Faults;

/// <summary>How often something may happen.</summary>
internal readonly record struct Times(int Least, int Most)
{
    public static implicit operator Times(int exactly) => new(exactly, exactly);

    public bool Allow(int count) => count >= Least && count <= Most;

    public override string ToString() => Least == Most ? $"{Most}" : $"{Least} to {Most}";
}
