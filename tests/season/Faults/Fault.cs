using IbkrAgent.Season.World;

namespace IbkrAgent.Season.Faults;

/// <summary>Something that goes wrong, or comes in between.</summary>
/// <param name="Times">how often in a full season.</param>
/// <param name="At">at which time of the day in New York; null: at any.</param>
internal sealed record Fault(string Name, int Times, TimeOnly? At, Action<Host> Strike)
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("the Gateway crashes", 7, null, host => Crash(host, 1)),
        new("the Gateway is killed", 3, null, host => Crash(host, 137)),
        new("the Gateway crashes before its restart is due", 2, new(16, 29), host => Crash(host, 1)),
        new("the Gateway crashes in the middle of its restart", 2, new(16, 30), CrashSoon),
        new("the Gateway hangs", 6, null, host => host.Unit.Process?.Hang(lasts: null)),
        new("the Gateway hangs for a while", 7, null, host => host.Unit.Process?.Hang(Seconds(host, 15, 150))),
        new("the agent alone is not answered", 5, null, host => host.Unit.Process?.IgnoreAgent(Minutes(host, 5, 40))),
        new(
            "the broker stays away after its reset",
            4,
            new(23, 50),
            host => host.Broker.GoAway(Minutes(host, 150, 400))
        ),
        new("the Gateway does not find back to the broker", 4, null, host => host.Unit.Process?.LoseBrokerForGood()),
        new("the line is down", 8, null, host => host.Broker.GoAway(Minutes(host, 1, 90))),
        new(
            "the line is down before the restart is due",
            3,
            new(16, 25),
            host => host.Broker.GoAway(Minutes(host, 1, 45))
        ),
        new("the line goes down in the restart", 4, new(16, 30), host => host.Broker.GoAway(Minutes(host, 1, 15))),
        new(
            "orders are at work when the restart is due",
            14,
            new(15, 45),
            host => host.Trading.WorkLate(Minutes(host, 5, 200))
        ),
        new("the agent is restarted", 8, null, host => host.RestartAgent(inOrder: true)),
        new("the agent is killed", 4, null, host => host.RestartAgent(inOrder: false)),
        new("the agent is restarted in the restart", 3, new(16, 30), host => host.RestartAgent(inOrder: true)),
        new("the host is rebooted", 3, null, host => host.Reboot(inOrder: true, Minutes(host, 1, 4))),
        new(
            "the host is rebooted in the restart",
            1,
            new(16, 30),
            host => host.Reboot(inOrder: true, Minutes(host, 1, 4))
        ),
        new("the power fails", 2, null, host => host.Reboot(inOrder: false, Minutes(host, 2, 40))),
        new("the operator holds the agent", 3, null, host => host.Operator.Hold(Minutes(host, 30, 240))),
        new(
            "the operator holds the agent over the restart",
            4,
            new(16, 0),
            host => host.Operator.Hold(Minutes(host, 20, 180))
        ),
        new("a bot asks that the restart waits", 5, new(16, 10), host => host.Inhibit(Minutes(host, 10, 150))),
        new("nobody has the phone, and the Gateway crashes", 4, null, CrashAlone),
        new("the operator restarts it", 3, null, host => host.Operator.Restart()),
        new("the Gateway leaks memory", 3, null, host => host.Unit.Process?.Leak()),
    ];

    private static void Crash(Host host, int status)
    {
        if (host.Unit.Crash(status))
            host.Referee.OnCrash(host.Time.Now);
    }

    private static void CrashSoon(Host host) => host.Time.After(Seconds(host, 1, 150), () => Crash(host, 1));

    private static void CrashAlone(Host host)
    {
        host.Operator.LeavePhone(Minutes(host, 30, 180));
        Crash(host, 1);
    }

    private static TimeSpan Seconds(Host host, int least, int most) =>
        TimeSpan.FromSeconds(least + host.Dice.Below(most - least));

    private static TimeSpan Minutes(Host host, int least, int most) => 60 * Seconds(host, least, most);
}
