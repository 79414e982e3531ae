namespace IbkrAgent.Gateway;

/// <summary>Something that a start of the Gateway needs and that is not there; one line each.</summary>
/// <param name="NextStep">what the operator does about it.</param>
public sealed record MissingPart(string What, string NextStep)
{
    public override string ToString() => $"{What}: {NextStep}";
}
