using static System.FormattableString;

namespace IbkrAgent.Restarts;

/// <summary>A program's or person's word that a restart of the Gateway should wait.</summary>
/// <param name="Id">its number, used once for each gateway.</param>
/// <param name="Who">who says so, in the words of the one who asked.</param>
/// <param name="Why">for what; one line.</param>
/// <param name="Until">it ends then by itself, unless it is renewed.</param>
/// <param name="By">user and process that asked, as the kernel vouches for them.</param>
public sealed record Inhibitor(long Id, string Who, string Why, DateTimeOffset Since, DateTimeOffset Until, string By)
{
    /// <summary>How it is called in a sentence.</summary>
    public string Name => Invariant($"inhibitor {Id} ({Who}: {Why})");
}

/// <summary>What an inhibitor is asked for with.</summary>
/// <param name="For">how long it stands without being renewed.</param>
public sealed record InhibitorWish(string Who, string Why, TimeSpan For);
