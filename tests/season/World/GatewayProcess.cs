using IbkrAgent.Gateway;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.World;

/// <summary>The Gateway and its controller, from the launch to the end.</summary>
internal sealed class GatewayProcess(Host host)
{
    private const long MiB = 1024 * 1024;

    /// <summary>The broker's own limit for an answer on the phone.</summary>
    private static readonly TimeSpan PhoneLimit = TimeSpan.FromSeconds(180);

    private bool _isAsking;
    private bool _isBeingKilled;

    /// <summary>Of the Java process; another one when the controller begins anew.</summary>
    public int Pid { get; private set; }

    public bool IsGone { get; private set; }

    /// <summary>The API port is open.</summary>
    public bool IsServing => ServingSince is not null;

    public DateTimeOffset? ServingSince { get; private set; }

    /// <summary>It hangs: nobody is answered.</summary>
    public bool IsDeaf { get; private set; }

    /// <summary>It answers everybody but the agent.</summary>
    public bool IsDeafToAgent { get; private set; }

    /// <summary>It lost the broker and does not find back by itself.</summary>
    public bool IsCutOff { get; private set; }

    public bool HasBroker => host.Broker.IsReachable && !IsCutOff;

    /// <summary>Bots are served.</summary>
    public bool CanTrade => IsServing && !IsDeaf && HasBroker;

    public long Memory { get; private set; } = 1100 * MiB;

    /// <summary>
    /// What a restart would be good for; null when it is well. One that is logging in is well, and so is one whose
    /// broker is away: both come round by themselves.
    /// </summary>
    public string? Illness { get; private set; }

    public void Launch()
    {
        Pid = host.Unit.NextPid();
        Say(GatewaySignal.ProcessStarted);
        Later(5, host.Unit.HasStoredLogin ? Resume : ShowWindow);
    }

    public void End()
    {
        IsGone = true;
        ServingSince = null;
        host.Agent?.Api.OnGatewayGone();
    }

    /// <summary>Hangs for good, or for so long.</summary>
    public void Hang(TimeSpan? lasts)
    {
        if (!IsServing)
            return;

        (IsDeaf, Illness) = (true, "it hangs");
        var need = host.Phone.NeedLogin("it hangs, and has to be killed");
        if (lasts is { } span)
            host.Time.After(
                span,
                () =>
                {
                    if (IsGone || _isBeingKilled)
                        return; // its login is lost

                    (IsDeaf, Illness) = (false, null);
                    host.Phone.Settle(need);
                }
            );
    }

    /// <summary>It hangs when it is told to stop: whatever it does from now on, it is killed.</summary>
    public void Doom() => _isBeingKilled = true;

    public void IgnoreAgent(TimeSpan lasts)
    {
        IsDeafToAgent = IsServing;
        host.Time.After(lasts, () => IsDeafToAgent = false);
    }

    public void LoseBrokerForGood()
    {
        if (!IsServing)
            return;

        (IsCutOff, Illness) = (true, "it does not find back to the broker");
        FeelBroker();
    }

    public void Leak() => Memory = 1900 * MiB;

    public void FeelBroker()
    {
        if (IsServing)
            host.Agent?.Api.OnBroker(HasBroker);
    }

    /// <summary>Somebody tapped on the phone.</summary>
    public void Approve()
    {
        if (IsGone || !_isAsking)
            return;

        _isAsking = false;
        host.Broker.LoginSince = host.Time.Now;
        host.Phone.Settle();
        Say(GatewaySignal.SecondFactorClosed);
        Later(6, Complete);
    }

    private void Resume()
    {
        Say(GatewaySignal.SessionResumed);
        Later(12, TryStoredLogin);
    }

    private void TryStoredLogin()
    {
        if (!host.Broker.IsReachable)
        {
            Say(GatewaySignal.ServerUnreachable);
            Later(60, Launch);
        }
        else if (host.Broker.KnowsLogin)
        {
            Complete();
        }
        else
        {
            host.Unit.HasStoredLogin = false;
            Say(GatewaySignal.ColdRestart);
            Later(3, Launch);
        }
    }

    private void ShowWindow()
    {
        Say(GatewaySignal.LoginWindowShown);
        Later(3, Submit);
    }

    private void Submit()
    {
        Say(GatewaySignal.LoginAttempted);
        Later(4, AskForSecondFactor);
    }

    private void AskForSecondFactor()
    {
        if (!host.Broker.IsReachable)
        {
            Say(GatewaySignal.ServerUnreachable);
            Later(30, Launch);
            return;
        }

        _isAsking = true;
        Say(GatewaySignal.SecondFactorRequested);
        host.Phone.Ring(this);
        host.Time.After(PhoneLimit, GiveUpAsking);
    }

    private void GiveUpAsking()
    {
        if (IsGone || !_isAsking)
            return;

        _isAsking = false;
        Illness = "nobody answered the phone";
        Say(GatewaySignal.SecondFactorClosed);
        Say(GatewaySignal.SecondFactorTimedOut);
    }

    private void Complete()
    {
        host.Unit.HasStoredLogin = false; // until it is told to keep it
        Say(GatewaySignal.LoginCompleted);
        Later(4, () => Say(GatewaySignal.ConfigurationDone));
        Later(7, () => ServingSince = host.Time.Now);
    }

    private void Later(int seconds, Action what) =>
        host.Time.After(
            TimeSpan.FromSeconds(seconds + host.Dice.Below(seconds)),
            () =>
            {
                if (!IsGone)
                    what();
            }
        );

    private void Say(GatewaySignal signal)
    {
        var run = host.Unit.Status.InvocationId;
        host.Log(at => new SupervisorEvent.ControllerSaid(at, signal, Run: run));
    }
}
