using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

public sealed class StartGateTests
{
    [Fact]
    public void A_hold_keeps_the_gate_shut_until_it_is_over_also_for_a_start_of_ours()
    {
        var held = SupervisorMemory.Empty with
        {
            Hold = new(Some.Instant.AddHours(1), "uid 1000", "closing positions"),
            Pending = new(1, ActionKind.Restart, Some.Instant, ByHuman: false),
        };

        Assert.Equal(
            "held until 2026-11-20 10:00:00Z by uid 1000: closing positions; to end the hold: ibkr-agent resume",
            StartGate.Refusal(held, Some.Instant, Some.Settings)
        );
        Assert.Null(StartGate.Refusal(held, Some.Instant.AddHours(1), Some.Settings));
    }

    [Fact]
    public void The_time_that_the_broker_names_is_said()
    {
        var latched = SupervisorMemory.Empty with
        {
            Latch = new("too many failed logins", Some.Instant, NotBefore: Some.Instant.AddMinutes(5)),
        };

        Assert.Contains(
            "no login before 2026-11-20 09:05:00Z",
            StartGate.Refusal(latched, Some.Instant, Some.Settings)!,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ibkr-agent ack",
            StartGate.Refusal(latched, Some.Instant.AddMinutes(5), Some.Settings)!,
            StringComparison.Ordinal
        );
    }

    private static readonly DateTimeOffset At = Some.Instant;

    private static readonly LoginLedger Spent = LoginLedger.Empty.WithColdLogin(At).WithColdLogin(At);

    [Fact]
    public void A_host_without_a_history_may_start() =>
        Assert.Null(StartGate.Refusal(SupervisorMemory.Empty, At, Some.Settings));

    [Fact]
    public void A_latch_refuses_every_start_and_names_the_remedy()
    {
        var memory = SupervisorMemory.Empty with
        {
            Latch = new("3 failed logins in a row of 3 allowed", At),
            Pending = Decided(At),
        };

        var refusal = StartGate.Refusal(memory, At, Some.Settings);

        Assert.Contains("3 failed logins", refusal, StringComparison.Ordinal);
        Assert.Contains("ibkr-agent ack", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spent_budget_refuses_a_start_that_the_agent_did_not_decide() =>
        Assert.NotNull(StartGate.Refusal(SupervisorMemory.Empty with { Ledger = Spent }, At, Some.Settings));

    [Fact]
    public void A_start_that_the_agent_decided_is_accounted_for_already() =>
        Assert.Null(
            StartGate.Refusal(SupervisorMemory.Empty with { Ledger = Spent, Pending = Decided(At) }, At, Some.Settings)
        );

    [Fact]
    public void A_decision_of_long_ago_opens_nothing() =>
        Assert.NotNull(
            StartGate.Refusal(
                SupervisorMemory.Empty with
                {
                    Ledger = Spent,
                    Pending = Decided(At.AddMinutes(-10)),
                },
                At,
                Some.Settings
            )
        );

    private static PendingAction Decided(DateTimeOffset at) => new(1, ActionKind.Restart, at, ByHuman: false);
}
