using System.Globalization;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Season.World;
using IbkrAgent.Supervision;
using static System.FormattableString;

namespace IbkrAgent.Season;

/// <summary>Counts what must not be, by what is true in the world and not by what the agent believes.</summary>
internal sealed class Referee(DateTimeOffset start)
{
    private const int Told = 14;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>One that is put off is decided within this time.</summary>
    private static readonly TimeSpan LongestDeferral = TimeSpan.FromHours(2);

    private readonly List<WeekTally> _weeks = [];
    private readonly List<ScheduledDay> _days = [];
    private readonly List<string> _findings = [];
    private readonly List<string> _story = [];
    private readonly Dictionary<(long, DateTimeOffset), int?> _before = [];
    private bool _hasCrashed;
    private int _avoidable;
    private int _inSession;
    private int _false;

    /// <summary>
    /// Avoidable: nothing that happened to the Gateway since the last approved login made a full one necessary, and the
    /// broker still knew that login.
    /// </summary>
    /// <param name="why">what made it necessary; null: nothing.</param>
    public void OnTap(DateTimeOffset at, string? why)
    {
        At(at).Taps++;
        Tell(at, $"the phone is asked: {why ?? "for nothing"}");
        if (why is null)
            Find(at, ref _avoidable, "an avoidable tap");
    }

    /// <summary>
    /// In session: one by the timer while an order that does not rest at the broker has an open market, or while the
    /// operator's hold or a bot's inhibitor stands. False: one for a fault of a Gateway that is well.
    /// </summary>
    public void OnRestart(Host host, RestartReport restart)
    {
        var (now, process) = (host.Time.Now, host.Unit.Process);
        At(now).Restarts++;
        _before[(restart.Intent, restart.At)] = process?.Pid;
        Tell(now, Invariant($"restart #{restart.Intent} ({restart.Cause}): {restart.Why}"));
        if (_days is [.., var day] && now - day.Due < LongestDeferral)
            day.IsRestarted = true;
        if (restart.Cause == RestartCause.Schedule)
        {
            At(now).Scheduled++;
            if (host.Trading.Now.HasOrderAtWork(now) || now < host.Trading.OpenUntil || now < host.Operator.HoldUntil)
                Find(now, ref _inSession, "a scheduled restart in session");
        }
        else if (restart.Cause != RestartCause.Operator && process is { Illness: null })
        {
            Find(now, ref _false, "a restart of a Gateway that is well");
        }
    }

    /// <summary>False, too: a stop of a Gateway that is well.</summary>
    public void OnStop(Host host, string why)
    {
        Tell(host.Time.Now, $"stop: {why}");
        if (host.Unit.Process is { IsServing: true, Illness: null })
            Find(host.Time.Now, ref _false, "a stop of a Gateway that is well");
    }

    /// <summary>
    /// False: proved, though no new process serves or the broker's book was another one before; different, though it
    /// was the same.
    /// </summary>
    public void OnProof(Host host, RestartReport report, AccountSnapshot? accountsBefore, AccountSnapshot? after)
    {
        Tell(host.Time.Now, $"restart #{report.Intent}: {report.Outcome}: {report.Text}");
        var process = host.Unit.Process;
        var isNew =
            process is { IsServing: true } && process.Pid != _before.GetValueOrDefault((report.Intent, report.At));
        if (IsFalse(report.Outcome, isNew, IsBookTheSame(host.Trading, accountsBefore, after)))
            Find(host.Time.Now, ref _false, $"a proof that is not true: {report.Outcome}");
    }

    /// <param name="isNew">another process than before serves.</param>
    /// <param name="isSame">the broker's book is as it was.</param>
    public static bool IsFalse(RestartOutcome outcome, bool isNew, bool isSame) =>
        outcome switch
        {
            RestartOutcome.Proved => !isNew || !isSame,
            RestartOutcome.Different => isSame,
            _ => false,
        };

    public void OnCrash(DateTimeOffset at)
    {
        _hasCrashed = true;
        At(at).Crashes++;
    }

    public void OnVerdict(Host host, Finding finding)
    {
        Tell(host.Time.Now, $"= {finding.Verdict}: {finding.Evidence}");
        if (!_hasCrashed || finding.Verdict != Verdict.Ready || host.Unit.Process is not { IsServing: true })
            return;

        _hasCrashed = false;
        At(host.Time.Now).Recovered++;
    }

    public void OnRestartDue(DateTimeOffset at) => _days.Add(new(at));

    /// <summary>The operator can read why no restart is made today.</summary>
    public void OnTold(DateTimeOffset at, string why)
    {
        Tell(at, why);
        if (_days is not [.., { IsTold: false } day])
            return;

        day.IsTold = true;
        At(at).Skips++;
    }

    public void OnSaid(DateTimeOffset at, string what)
    {
        if (
            what.Contains("is not made: ", StringComparison.Ordinal)
            || what.Contains("left out: ", StringComparison.Ordinal)
        )
            OnTold(at, what);
        else if (what.Length > 0)
            Tell(at, what);
    }

    public void OnAlert(DateTimeOffset at, Alert alert)
    {
        Tell(at, $"alert {alert.Code}: {alert.Text}");
        if (alert.Code == AlertCatalog.RestartDeferred.Code)
            At(at).Deferrals++;
        if (
            alert.Code == AlertCatalog.RestartSkipped.Code
            || alert.Code == AlertCatalog.RestartWanted.Code
            || alert.Code == AlertCatalog.RestartOverdue.Code
        )
            OnTold(at, alert.Text);
    }

    public void Note(DateTimeOffset at, string what) => Tell(at, what);

    /// <summary>Lost: a day without a restart and without a word on it, or a Gateway that is not ready at the end.</summary>
    public SeasonReport End(Host host)
    {
        var lost = _days
            .Where(day => !day.IsRestarted && !day.IsTold)
            .Select(day => Invariant($"{day.Due:u}: no restart, and no word on it"))
            .ToList();
        var verdict = host.Agent?.Report.Verdict;
        if (verdict != Verdict.Ready || host.Unit.Process is not { CanTrade: true })
            lost.Add(Invariant($"{host.Time.Now:u}: the Gateway is not ready at the end: {verdict}"));
        return new(_weeks, _avoidable, _inSession, _false, _findings, lost, _story);
    }

    private WeekTally At(DateTimeOffset at)
    {
        var number = (int)((at - start) / Week);
        while (_weeks.Count <= number)
            _weeks.Add(new(NewYork.DayOf(start).AddDays(7 * _weeks.Count)));
        return _weeks[number];
    }

    private void Find(DateTimeOffset at, ref int count, string what)
    {
        count++;
        _findings.Add(string.Join("\n    ", [Invariant($"{at:u}: {what}; before it:"), .. _story.TakeLast(Told)]));
    }

    private void Tell(DateTimeOffset at, string what)
    {
        _story.Add(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss} {what}"));
    }

    private static bool IsBookTheSame(Trading trading, AccountSnapshot? before, AccountSnapshot? after) =>
        before is null || trading.At(before.At).IsSameAs(after is null ? trading.Now : trading.At(after.At));

    private sealed record ScheduledDay(DateTimeOffset Due)
    {
        public bool IsRestarted { get; set; }

        public bool IsTold { get; set; }
    }
}
