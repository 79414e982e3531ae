namespace IbkrAgent.GatewaySim.Steering;

/// <summary>A number for a text, the same in every process: contracts and orders keep theirs over restarts.</summary>
internal static class StableNumber
{
    private const uint OffsetBasis = 2_166_136_261;
    private const uint Prime = 16_777_619;

    /// <remarks>FNV-1a, folded to what fits a signed number of 32 bits.</remarks>
    public static int Of(string text)
    {
        var hash = text.Aggregate(OffsetBasis, (hash, character) => unchecked((hash ^ character) * Prime));
        return (int)(hash & int.MaxValue);
    }
}
