using static System.FormattableString;

namespace IbkrAgent.Season;

/// <summary>What came of a season.</summary>
/// <param name="Findings">of the three numbers that have to be zero: each with what went before it.</param>
/// <param name="Lost">what the agent neither did nor told.</param>
/// <param name="Story">everything that happened, a line each, in UTC.</param>
internal sealed record SeasonReport(
    IReadOnlyList<WeekTally> Weeks,
    int Avoidable,
    int InSession,
    int False,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Story
)
{
    public int Restarts => Weeks.Sum(week => week.Restarts);

    public int Taps => Weeks.Sum(week => week.Taps);

    public bool IsGood => (Avoidable, InSession, False, Lost.Count) == (0, 0, 0, 0);

    public IEnumerable<string> Lines =>
        [
            .. Findings,
            .. Weeks.Select(week => week.Line),
            .. Lost.Select(what => $"lost: {what}"),
            Invariant($"season: {Restarts} restarts, {Taps} taps, {Avoidable} avoidable, ")
                + Invariant($"{InSession} in session, {False} false"),
        ];
}
