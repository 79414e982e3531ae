using IbkrAgent.Accounts;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Health;

public sealed class SessionRulesTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_session_in_order_has_no_conditions() =>
        Assert.Empty(SessionRules.OfSession(Answer(latency: 3), Answer(latency: 3), brokenFarms: "", Slow));

    [Fact]
    public void One_slow_answer_is_no_condition()
    {
        Assert.Empty(SessionRules.OfSession(Answer(latency: 4), before: null, "", Slow));
        Assert.Empty(SessionRules.OfSession(Answer(latency: 4), Answer(latency: 1), "", Slow));
    }

    [Fact]
    public void Each_fault_is_a_condition_with_its_evidence() =>
        Assert.Equal(
            [
                new(ConditionKind.FarmBroken, "broken data farms: usfarm, ushmds"),
                new(ConditionKind.SlowHeartbeat, "the heartbeat is answered after more than 3 s"),
                new(ConditionKind.ClockSkew, "the Gateway's clock is more than 5 s behind the agent's"),
            ],
            SessionRules.OfSession(Answer(latency: 4, ahead: -60), Answer(latency: 9), "usfarm, ushmds", Slow)
        );

    [Fact]
    public void The_evidence_is_the_same_while_the_fault_lasts() =>
        Assert.Equal(
            SessionRules.OfSession(Answer(latency: 4, ahead: 60), Answer(latency: 4), "", Slow),
            SessionRules.OfSession(Answer(latency: 5, ahead: 61), Answer(latency: 4), "", Slow)
        );

    [Fact]
    public void An_account_that_was_not_read_is_a_condition() =>
        Assert.Equal(
            [
                new(
                    ConditionKind.AccountUnread,
                    "positions: no end marker within 30 s; balances: no end marker within 30 s"
                ),
            ],
            SessionRules.OfAccount(
                Some.Account with
                {
                    Unread =
                    [
                        new(AccountPart.Positions, UnreadCause.Failed, "no end marker within 30 s"),
                        new(AccountPart.Orders, UnreadCause.NotWanted, "the settings say so"),
                        new(AccountPart.Balances, UnreadCause.Failed, "no end marker within 30 s"),
                    ],
                }
            )
        );

    [Theory]
    [InlineData(UnreadCause.NotWanted)]
    [InlineData(UnreadCause.ReadOnlyApi)]
    public void Orders_that_are_withheld_for_good_reason_are_none(UnreadCause cause) =>
        Assert.Empty(
            SessionRules.OfAccount(Some.Account with { Unread = [new(AccountPart.Orders, cause, "as it should be")] })
        );

    private static RoundTrip Answer(double latency, int ahead = 0) =>
        new(Some.Instant.AddSeconds(ahead), Some.Instant, TimeSpan.FromSeconds(latency));
}
