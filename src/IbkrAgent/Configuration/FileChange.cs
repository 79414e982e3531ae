using System.Text;
using IbkrAgent.Common;

namespace IbkrAgent.Configuration;

/// <summary>What is to become of one file.</summary>
/// <param name="After">its text then; null: it goes.</param>
/// <param name="Difference">for people, without secrets.</param>
internal sealed record FileChange(OperatorFile File, Secret? After, Encoding Encoding, IReadOnlyList<string> Difference)
{
    /// <summary>What is told before it is done: the file, and how it will differ.</summary>
    public IEnumerable<string> Lines() =>
        [
            $"{File.Path}{(After is null ? " (removed)" : File.IsThere ? "" : " (new)")}",
            .. Difference.Select(line => $"  {line}"),
        ];
}
