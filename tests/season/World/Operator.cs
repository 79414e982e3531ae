using IbkrAgent.Alerts;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.World;

/// <summary>The human: sleeps at night, answers the phone mostly, and acknowledges what was locked out.</summary>
internal sealed class Operator(Host host)
{
    private const string Name = "uid 1000";

    private DateTimeOffset _awayUntil;

    /// <summary>His word that nothing is to be done stands until then.</summary>
    public DateTimeOffset HoldUntil { get; private set; }

    private bool IsAwake => NewYork.Local(host.Time.Now).Hour is >= 7 and < 23;

    /// <summary>How soon the phone is answered; null: it is not.</summary>
    public TimeSpan? AnswersAfter()
    {
        if (host.Time.Now < _awayUntil || !host.Dice.Chance(IsAwake ? 97 : 30))
            return null;

        return TimeSpan.FromSeconds((IsAwake ? 8 : 60) + host.Dice.Below(110));
    }

    public void LeavePhone(TimeSpan lasts) => _awayUntil = host.Time.Now + lasts;

    public void Hold(TimeSpan lasts) =>
        host.Agent?.Ask(
            Name,
            new OperatorWish.Hold("closing positions", lasts),
            (reply, _) =>
            {
                if (reply == OperatorReply.Accepted)
                    HoldUntil = host.Time.Now + lasts;
            }
        );

    public void Restart() => host.Agent?.Ask(Name, new OperatorWish.Restart("to be sure", false, null), (_, _) => { });

    public void Read(Alert alert)
    {
        if (alert.Code == AlertCatalog.LockedOut.Code)
            host.Time.After(TimeSpan.FromMinutes(5 + host.Dice.Below(30)), Acknowledge);
        else if (alert.Code == AlertCatalog.BudgetSpent.Code)
            host.Time.After(TimeSpan.FromMinutes(10 + host.Dice.Below(30)), StartAgain);
    }

    /// <summary>His word costs no budget.</summary>
    private void StartAgain()
    {
        if (host.Unit.Status.IsActive || host.Memory.Latch is not null)
            return;

        if (IsAwake && host.Broker.IsReachable)
            Restart();
        else
            host.Time.After(TimeSpan.FromMinutes(15), StartAgain);
    }

    /// <summary>With the phone in his hand.</summary>
    private void Acknowledge()
    {
        if (host.Memory.Latch is null)
            return;

        var isRefused = true;
        if (IsAwake && host.Time.Now >= _awayUntil)
            host.Agent?.Ask(
                Name,
                new OperatorWish.Acknowledge(),
                (reply, _) => isRefused = reply != OperatorReply.Accepted
            );
        if (isRefused)
            host.Time.After(TimeSpan.FromMinutes(15), Acknowledge);
    }
}
