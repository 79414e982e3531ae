namespace IbkrAgent.Bundles;

/// <summary>What of journals and logs is taken, both ends included.</summary>
internal sealed record BundlePeriod(DateTimeOffset Since, DateTimeOffset Until);
