using IbkrAgent.Restarts;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.World;

/// <summary>The timer of the daily restart, and its service: the gate, then the wish, then the wait for its end.</summary>
internal sealed class RestartTimer(Host host)
{
    private const string Name = "the timer";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestService = TimeSpan.FromMinutes(15);

    private DateTimeOffset _next;
    private bool _isServiceActive;

    /// <summary>As systemd tells it: none while the service runs.</summary>
    public DateTimeOffset? NextElapse => _isServiceActive ? null : _next;

    public void Begin() => Arm(NewYork.DayOf(host.Time.Now));

    private void Arm(DateOnly day)
    {
        _next = NewYork.RestartOn(day);
        host.Time.At(_next, () => Elapse(day));
    }

    private void Elapse(DateOnly day)
    {
        host.Referee.OnRestartDue(host.Time.Now);
        Arm(day.AddDays(1));
        if (host.IsOff)
            host.Referee.OnTold(host.Time.Now, "the host was off, and its boot was a restart");
        else
            BeginService();
    }

    /// <summary>An agent that is being started is waited for.</summary>
    private void BeginService()
    {
        if (host.IsOff)
            host.Referee.OnTold(host.Time.Now, "the host was off, and its boot was a restart");
        else if (host.Agent is not { } agent)
            host.Time.After(TimeSpan.FromSeconds(1), BeginService);
        else
            PassGate(agent.Restarts.PassGate());
    }

    private void PassGate(CheckReport check)
    {
        if (check.IsGo)
        {
            _isServiceActive = true;
            host.Time.After(Moment, Ask);
        }
        else if (check.Outcome == CheckOutcome.Unknown)
        {
            host.Referee.OnTold(host.Time.Now, $"the service failed: {check.Why}");
        }
    }

    private void Ask()
    {
        var isAccepted = false;
        host.Agent?.Ask(
            Name,
            new OperatorWish.ScheduledRestart("it is due by the timer"),
            (reply, message) =>
            {
                isAccepted = reply == OperatorReply.Accepted;
                host.Agent?.Restarts.HearRequested(isAccepted ? null : message);
                if (!isAccepted)
                    host.Referee.OnTold(host.Time.Now, $"the service failed: {message}");
            }
        );
        if (isAccepted)
            Wait(host.Time.Now + LongestService);
        else
            _isServiceActive = false;
    }

    private void Wait(DateTimeOffset until) =>
        host.Time.After(
            Look,
            () =>
            {
                if (host.Time.Now < until && host.Agent?.Restarts.IsUnderWay != false)
                    Wait(until);
                else
                    _isServiceActive = false;
            }
        );
}
