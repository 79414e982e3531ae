using System.Globalization;
using IbkrAgent.Season;

// IbkrAgent.Season SEED [FILE]: the last line is "season: N restarts, N taps, N avoidable, N in session, N false". The
// file, if any, gets everything that happened.
if (args is not [var text, .. [] or [_]] || !ulong.TryParse(text, CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine("usage: IbkrAgent.Season SEED [FILE]");
    return 64;
}

Console.WriteLine(FormattableString.Invariant($"season: seed {seed}; again: make season SEASON_SEED={seed}"));
var report = SeasonRun.Play(seed, SeasonRun.Weeks, new());
if (args is [_, var file])
    File.WriteAllLines(file, report.Story);
foreach (var line in report.Lines)
    Console.WriteLine(line);
return report.IsGood ? 0 : 1;
