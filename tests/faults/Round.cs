using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IbkrAgent.Faults;

/// <summary>One playing of a fault.</summary>
/// <param name="Label">names it and its host.</param>
/// <param name="Moment">how long the ready Gateway is left in peace before.</param>
internal sealed record Round(string Label, Fault Fault, TimeSpan Moment)
{
    /// <summary>No longer than the time between two heartbeats and the answer.</summary>
    private const int LongestMoment = 4000;

    /// <summary>Each fault once, at once.</summary>
    public static IReadOnlyList<Round> Once(IEnumerable<Fault> faults) =>
        [.. faults.Select(fault => new Round(fault.Name, fault, TimeSpan.Zero))];

    /// <summary>Faults drawn by lot, each at some moment; the same seed gives the same rounds.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "no secret: rounds have to come again")]
    public static IReadOnlyList<Round> Draw(IReadOnlyList<Fault> faults, int count, int seed)
    {
        var lot = new Random(seed);
        return
        [
            .. Enumerable
                .Range(1, count)
                .Select(number =>
                {
                    var fault = faults[lot.Next(faults.Count)];
                    var moment = TimeSpan.FromMilliseconds(lot.Next(LongestMoment));
                    return new Round(
                        string.Create(CultureInfo.InvariantCulture, $"{number:000}-{fault.Name}"),
                        fault,
                        moment
                    );
                }),
        ];
    }
}
