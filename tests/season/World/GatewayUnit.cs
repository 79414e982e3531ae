using System.Globalization;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.World;

/// <summary>The gateway's unit: jobs, ExecStop= and the start gate, as systemd works them off.</summary>
internal sealed class GatewayUnit(Host host)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>IBC 3.24.</summary>
    public static readonly ControllerMeans Means = new("3.24", Pauses: true, Restarts: true);

    private readonly IbcController _controller = new();
    private UnitStatus _status = new("loaded", "inactive", "dead", "success", 0, 0, "", null);
    private int _life; // what was under way before a crash of the host does not go on
    private int _runs;
    private int _pids = 1000;
    private uint _jobs = 100;

    public UnitStatus Status => _status;

    public ExitMeaning? End => _status.HasEnded ? _controller.Explain(_status.ExitStatus) : null;

    /// <summary>Null while none runs.</summary>
    public GatewayProcess? Process { get; private set; }

    /// <summary>On disk: a login for the next start.</summary>
    public bool HasStoredLogin { get; set; }

    public int NextPid() => ++_pids;

    public void Restart(long intent)
    {
        var done = Accept(intent, _status.IsActive ? "restart" : "start");
        if (_status.IsActive)
            StopThen(() => Start(done));
        else
            Start(done);
    }

    /// <summary>The controller begins anew inside the unit at the next full minute, with the login that it has.</summary>
    public void Reload(long intent)
    {
        var done = Accept(intent, "reload");
        host.Log(at => new SupervisorEvent.ControllerSaid(at, GatewaySignal.RestartTaken, Run: _status.InvocationId));
        var (wait, _) = WayToStop(Process);
        Soon(done);
        if (Process is { IsServing: true, IsDeaf: false } before)
            After(
                wait,
                () =>
                {
                    if (Process != before)
                        return;

                    HasStoredLogin = true;
                    before.End();
                    Process = new(host);
                    Process.Launch();
                }
            );
    }

    public void Stop(long intent)
    {
        var done = Accept(intent, "stop");
        if (_status.IsActive)
            StopThen(done);
        else
            Soon(done);
    }

    /// <summary>The Gateway dies, and its login with it.</summary>
    public bool Crash(int exitStatus)
    {
        if (Process is null)
            return false;

        EndProcess("it crashed");
        if (_status.IsActive)
            Become(
                _status with
                {
                    ActiveState = "failed",
                    SubState = "failed",
                    Result = "exit-code",
                    ExitStatus = exitStatus,
                }
            );
        return true;
    }

    /// <summary>The host stops the unit in order; how long that takes.</summary>
    public TimeSpan ShutDown()
    {
        var life = ++_life;
        if (Process is null)
            return TimeSpan.Zero;

        var (wait, keeps) = WayToStop(Process);
        if (Process.IsDeaf)
            Process.Doom();
        host.Time.After(
            wait,
            () =>
            {
                if (life == _life)
                    EndInOrder(keeps);
            }
        );
        return wait + Moment;
    }

    public TimeSpan LosePower()
    {
        _life++;
        if (Process is not null)
            EndProcess("the power failed");
        return TimeSpan.Zero;
    }

    /// <summary>The host booted: systemd knows of no run.</summary>
    public void Forget()
    {
        _life++;
        _status = new("loaded", "inactive", "dead", "success", 0, 0, "", null);
    }

    private Action Accept(long intent, string type)
    {
        var (agent, job) = (host.Agent, ++_jobs);
        Soon(() => Tell(at => new SupervisorEvent.ActionAccepted(at, intent, job)));
        host.Log(at => new SupervisorEvent.UnitJobSeen(at, type, job));
        return () => Tell(at => new SupervisorEvent.ActionFinished(at, intent, "done"));

        void Tell(Func<DateTimeOffset, SupervisorEvent> answer)
        {
            if (agent == host.Agent)
                agent?.Hear(answer(host.Time.Now));
        }
    }

    private void StopThen(Action next)
    {
        var (wait, keeps) = WayToStop(Process);
        if (Process is { IsDeaf: true })
            Process.Doom();
        Become(_status with { ActiveState = "deactivating", SubState = "stop" });
        After(
            wait,
            () =>
            {
                EndInOrder(keeps);
                Become(_status with { ActiveState = "inactive", SubState = "dead", Result = "success", MainPid = 0 });
                Soon(next);
            }
        );
    }

    /// <summary>A Gateway that is logged in ends at the next full minute and keeps its login; others are ended.</summary>
    private (TimeSpan Wait, bool Keeps) WayToStop(GatewayProcess? process) =>
        process switch
        {
            { IsServing: true, IsDeaf: false } => (
                Minute - TimeSpan.FromTicks(host.Time.Now.Ticks % Minute.Ticks) + TimeSpan.FromSeconds(2),
                true
            ),
            { IsDeaf: true } => (TimeSpan.FromSeconds(12), false),
            _ => (TimeSpan.FromSeconds(5), false),
        };

    private void EndInOrder(bool keeps)
    {
        if (Process is not { } process)
            return; // it crashed meanwhile

        // What was stored and not taken up yet stays.
        if (keeps)
            foreach (var signal in (GatewaySignal[])[GatewaySignal.PauseTaken, GatewaySignal.Paused])
                host.Log(at => new SupervisorEvent.ControllerSaid(at, signal, Run: _status.InvocationId));
        HasStoredLogin |= keeps && process.IsServing && !host.Defects.PauseDropsLogin;
        process.End();
        Process = null;
    }

    private void EndProcess(string why)
    {
        if (Process!.IsServing || !HasStoredLogin)
            host.Phone.NeedLogin(why);
        HasStoredLogin &= !Process.IsServing;
        Process.End();
        Process = null;
    }

    private void Start(Action done)
    {
        if (StartGate.Refusal(host.Memory, host.Time.Now, host.Settings) is { } refusal)
        {
            Become(_status with { ActiveState = "inactive", Result = "exec-condition" });
            host.Log(at => new SupervisorEvent.StartRefused(at, refusal));
            Soon(done);
            return;
        }

        var run = (++_runs).ToString("x32", CultureInfo.InvariantCulture);
        Become(_status with { ActiveState = "activating", SubState = "start-pre", InvocationId = run });
        After(
            TimeSpan.FromSeconds(1),
            () =>
            {
                Process = new(host);
                Become(
                    _status with
                    {
                        ActiveState = "active",
                        SubState = "running",
                        Result = "success",
                        ExitStatus = 0,
                        MainPid = NextPid(),
                        ActiveSince = host.Time.Now,
                    }
                );
                Process.Launch();
                Soon(done);
            }
        );
    }

    private void Become(UnitStatus status)
    {
        _status = status;
        host.TellUnit();
    }

    private void Soon(Action what) => After(Moment, what);

    private void After(TimeSpan wait, Action what)
    {
        var life = _life;
        host.Time.After(
            wait,
            () =>
            {
                if (life == _life)
                    what();
            }
        );
    }
}
