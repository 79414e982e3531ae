using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

public sealed class LoginLedgerTests
{
    private static readonly DateTimeOffset At = Some.Instant;

    [Fact]
    public void Two_cold_logins_in_an_hour_spend_the_budget_until_the_first_is_an_hour_old()
    {
        var ledger = LoginLedger.Empty.WithColdLogin(At).WithColdLogin(At.AddMinutes(10));

        Assert.Equal(At.AddHours(1), ledger.Refusal(At.AddMinutes(11), Some.Policy)?.Until);
        Assert.Null(ledger.Refusal(At.AddHours(1), Some.Policy));
    }

    [Fact]
    public void Four_cold_logins_in_a_day_spend_the_budget_until_the_first_is_a_day_old()
    {
        var ledger = LoginLedger.Empty;
        foreach (var hour in (int[])[0, 2, 4, 6])
            ledger = ledger.WithColdLogin(At.AddHours(hour));

        Assert.Equal(At.AddDays(1), ledger.Refusal(At.AddHours(8), Some.Policy)?.Until);
    }

    [Fact]
    public void Three_failed_logins_in_a_row_need_a_human()
    {
        var ledger = LoginLedger.Empty.WithFailure(At).WithFailure(At).WithFailure(At);

        var refusal = ledger.Refusal(At.AddHours(5), Some.Policy);

        Assert.NotNull(refusal);
        Assert.Null(refusal.Until);
    }

    [Fact]
    public void A_good_login_ends_the_row_but_not_the_day()
    {
        var ledger = LoginLedger.Empty;
        for (var i = 0; i < 3; i++)
            ledger = ledger.WithFailure(At).WithFailure(At).WithSuccess();

        Assert.Equal(0, ledger.FailedInRow);
        Assert.Equal("6 failed logins in 24 h of 6 allowed", ledger.Refusal(At, Some.Policy)?.Why);
    }

    [Fact]
    public void Unknown_counts_are_spent_until_acknowledged()
    {
        var ledger = LoginLedger.Empty with { UnknownSince = At };

        Assert.NotNull(ledger.Refusal(At.AddDays(30), Some.Policy));
        Assert.Null(ledger.Acknowledged(Some.Policy).Refusal(At.AddDays(30), Some.Policy));
    }

    [Fact]
    public void After_an_acknowledgement_one_more_failure_is_one_too_many()
    {
        var ledger = LoginLedger.Empty.WithFailure(At).WithFailure(At).WithFailure(At).Acknowledged(Some.Policy);

        Assert.Null(ledger.Refusal(At, Some.Policy));
        Assert.NotNull(ledger.WithFailure(At).Refusal(At, Some.Policy));
    }

    [Fact]
    public void A_budget_of_none_never_has_room()
    {
        var policy = Some.Policy with { ColdLoginsPerDay = 0 };

        Assert.Equal(
            new BudgetRefusal("0 logins without a human in 24 h of 0 allowed", null),
            LoginLedger.Empty.Refusal(At, policy)
        );
    }

    [Fact]
    public void What_is_older_than_a_day_is_forgotten()
    {
        var ledger = LoginLedger.Empty.WithColdLogin(At).WithFailure(At).WithRestart(At).WithColdLogin(At.AddDays(1));

        Assert.Single(ledger.ColdLogins);
        Assert.Empty(ledger.WithFailure(At.AddDays(1)).Restarts);
    }
}
