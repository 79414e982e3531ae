using static System.FormattableString;

namespace IbkrAgent.Season;

/// <summary>What happened in one week.</summary>
internal sealed record WeekTally(DateOnly Monday)
{
    /// <summary>Starts and restarts that the agent decided, whatever for.</summary>
    public int Restarts { get; set; }

    /// <summary>Those of the timer.</summary>
    public int Scheduled { get; set; }

    public int Deferrals { get; set; }

    public int Skips { get; set; }

    public int Crashes { get; set; }

    public int Recovered { get; set; }

    public int Taps { get; set; }

    public string Line =>
        Invariant($"{Monday:yyyy-MM-dd}: {Restarts, 2} restarts ({Scheduled} by the timer), {Deferrals} deferrals, ")
        + Invariant($"{Skips} skips, {Recovered} of {Crashes} crashes recovered, {Taps} taps");
}
