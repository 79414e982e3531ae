using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Dependents;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

public sealed class RestartProvingTests
{
    private static readonly DateTimeOffset Decided = Some.Instant;

    private static readonly GatewayReport Before = Gateway("a", Verdict.Ready, java: 100, readAt: Decided);

    private RestartProof _proof = Begin(RestartCause.Schedule);
    private Alert? _alert;

    [Fact]
    public void A_new_process_that_is_ready_with_the_same_accounts_is_the_proof()
    {
        Follow(5, Gateway("a", Verdict.Starting, java: 100, readAt: Decided));
        Follow(10, Gateway("b", Verdict.Starting, java: null, readAt: Decided));
        Follow(20, Gateway("b", Verdict.Ready, java: null, readAt: Decided));
        Assert.Equal(RestartOutcome.UnderWay, _proof.Report.Outcome);

        Follow(22, After(java: 200) with { IsLoginKept = true });

        Assert.Equal(
            "ready after 20 s, new Java process 200 (was 100), login kept, "
                + "accounts as before (1 positions, 1 open orders), 1 dependents back",
            _proof.Report.Text
        );
        Assert.Equal((RestartOutcome.Proved, true), (_proof.Report.Outcome, _proof.IsOver));
        Assert.Equal(("restart-done", AlertSeverity.Information), (_alert?.Code, _alert?.Severity));
    }

    [Fact]
    public void The_same_process_proves_nothing()
    {
        Follow(20, Gateway("a", Verdict.Ready, java: 100, readAt: Decided.AddSeconds(19)));
        Follow(299, Gateway("a", Verdict.Ready, java: 100, readAt: Decided.AddSeconds(200)));
        Assert.Equal((RestartOutcome.UnderWay, null), (_proof.Report.Outcome, _alert));

        Follow(300, Gateway("a", Verdict.Ready, java: 100, readAt: Decided.AddSeconds(299)));

        Assert.Equal("not ready 5 min 0 s after its restart: the old process still runs", _proof.Report.Text);
        Assert.Equal(RestartOutcome.Late, _proof.Report.Outcome);
    }

    [Fact]
    public void A_new_process_inside_the_same_run_is_a_proof_once_its_own_session_has_read_the_accounts()
    {
        var inside = Gateway("a", Verdict.Ready, java: 200, Decided.AddSeconds(30)) with { IsLoginKept = true };
        Follow(70, inside); // what was read from the old process is no proof
        Assert.Equal(RestartOutcome.UnderWay, _proof.Report.Outcome);

        Follow(
            72,
            inside with
            {
                Session = Some.Session with { Since = Decided.AddSeconds(69) },
                Account = Some.Account with { At = Decided.AddSeconds(71) },
            }
        );

        Assert.Equal(
            "ready after 1 min 10 s, new Java process 200 (was 100) inside the same run of the unit, login kept, "
                + "accounts as before (1 positions, 1 open orders), 1 dependents back",
            _proof.Report.Text
        );
        Assert.Equal(RestartOutcome.Proved, _proof.Report.Outcome);
        Assert.Null(_proof.AccountsBefore);
    }

    [Fact]
    public void How_it_logged_in_is_waited_for()
    {
        Follow(20, After(java: 200) with { IsLoginKept = null });
        Assert.Equal(RestartOutcome.UnderWay, _proof.Report.Outcome);

        Follow(21, After(java: 200) with { IsLoginKept = true });

        Assert.Contains("login kept", _proof.Report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_factor_is_part_of_the_proof()
    {
        Follow(10, Gateway("b", Verdict.AwaitingTwoFactor, java: 200, readAt: Decided));
        Follow(40, After(java: 200) with { IsLoginKept = false });

        Assert.Contains("full login with the second factor", _proof.Report.Text, StringComparison.Ordinal);
        Assert.Equal(RestartOutcome.Proved, _proof.Report.Outcome);
    }

    [Fact]
    public void What_differs_in_the_accounts_is_named()
    {
        Follow(20, After(java: 200) with { Account = Some.Account with { At = Decided.AddSeconds(19), Orders = [] } });

        Assert.Equal(RestartOutcome.Different, _proof.Report.Outcome);
        Assert.Contains("1 differences in the accounts", _proof.Report.Text, StringComparison.Ordinal);
        Assert.Contains(
            "order 123456789 (BUY 100 AAPL LMT): not there, was",
            _proof.Report.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(("restart-different", AlertSeverity.Warning), (_alert?.Code, _alert?.Severity));
    }

    [Fact]
    public void What_is_not_back_in_two_minutes_is_said_and_not_waited_for()
    {
        var alone = Gateway("b", Verdict.Ready, java: 200, readAt: Decided, bot: "failed") with { IsLoginKept = true };
        Follow(20, alone);
        Follow(139, alone);
        Assert.Equal(RestartOutcome.UnderWay, _proof.Report.Outcome);

        Follow(140, alone);

        Assert.Equal((RestartOutcome.Unproved, "restart-unproved"), (_proof.Report.Outcome, _alert?.Code));
        Assert.Equal(
            "ready after 20 s, new Java process 200 (was 100), login kept, the accounts could not be read again, "
                + "not back: bot.service",
            _proof.Report.Text
        );
    }

    /// <summary>A list that is empty because nobody answered is not an empty list.</summary>
    [Fact]
    public void A_part_of_the_accounts_that_is_not_read_again_proves_nothing()
    {
        var after = After(java: 200);
        var lacking = after with { Account = Lacking(after.Account!, AccountPart.Positions) };
        Follow(20, lacking);
        Assert.Equal(RestartOutcome.UnderWay, _proof.Report.Outcome);

        Follow(140, lacking);

        Assert.Equal((RestartOutcome.Unproved, "restart-unproved"), (_proof.Report.Outcome, _alert?.Code));
        Assert.Contains("positions could not be read again", _proof.Report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("as before", _proof.Report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_the_accounts_that_is_read_late_is_waited_for()
    {
        var after = After(java: 200);
        Follow(20, after with { Account = Lacking(after.Account!, AccountPart.Positions, AccountPart.Orders) });
        Follow(50, after);

        Assert.Equal(RestartOutcome.Proved, _proof.Report.Outcome);
    }

    /// <summary>What is different is said, whatever else is not known.</summary>
    [Fact]
    public void A_difference_is_told_beside_a_part_that_is_not_read_again()
    {
        var after = After(java: 200);
        var lacking = Lacking(after.Account!, AccountPart.Positions) with { Orders = [] };
        Follow(20, after with { Account = lacking });
        Follow(140, after with { Account = lacking });

        Assert.Equal(RestartOutcome.Different, _proof.Report.Outcome);
        Assert.Contains(
            "positions could not be read again, 1 differences in the accounts",
            _proof.Report.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_was_not_read_before_is_not_said_to_be_as_before()
    {
        _proof = _proof with { AccountsBefore = Lacking(Some.Account, AccountPart.Orders) };

        Follow(20, After(java: 200));

        Assert.Equal(RestartOutcome.Proved, _proof.Report.Outcome);
        Assert.Contains(
            "accounts as before (1 positions), open orders not read before",
            _proof.Report.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Accounts_of_which_nothing_was_read_before_are_not_compared()
    {
        _proof = _proof with { AccountsBefore = Lacking(Some.Account, AccountPart.Positions, AccountPart.Orders) };

        Follow(20, Gateway("b", Verdict.Ready, java: 200, readAt: Decided) with { IsLoginKept = true });

        Assert.Equal(RestartOutcome.Proved, _proof.Report.Outcome);
        Assert.Contains("accounts not read before", _proof.Report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_late_is_told_and_followed_to_its_end()
    {
        Follow(300, Gateway("b", Verdict.AwaitingTwoFactor, java: 200, readAt: Decided));
        Assert.Equal("restart-late", _alert?.Code);
        Assert.Equal("not ready 5 min 0 s after its restart: it is AwaitingTwoFactor: it was seen", _proof.Report.Text);
        Follow(301, Gateway("b", Verdict.AwaitingTwoFactor, java: 200, readAt: Decided));
        Assert.Null(_alert);

        Follow(400, After(java: 200));

        Assert.Equal((RestartOutcome.Late, true, "restart-done"), (_proof.Report.Outcome, _proof.IsOver, _alert?.Code));
        Assert.StartsWith("ready after 6 min", _proof.Report.Text, StringComparison.Ordinal);
        var over = _proof;
        Follow(401, After(java: 300));
        Assert.Equal(over, _proof);
    }

    [Fact]
    public void One_that_is_stopped_meanwhile_has_failed_and_nobody_is_called()
    {
        Follow(10, Gateway("b", Verdict.Stopped, java: null, readAt: Decided));

        Assert.Equal((RestartOutcome.Failed, null), (_proof.Report.Outcome, _alert));
        Assert.True(_proof.IsOver);
    }

    [Theory]
    [InlineData(RestartCause.Operator, null)] // he sees it himself
    [InlineData(RestartCause.Fault, null)] // an incident has its own alerts
    [InlineData(RestartCause.Broker, null)]
    [InlineData(RestartCause.Schedule, "restart-done")]
    public void Good_news_are_for_whoever_does_not_look(RestartCause cause, string? code)
    {
        _proof = Begin(cause);

        Follow(20, After(java: 200));

        Assert.Equal((RestartOutcome.Proved, code), (_proof.Report.Outcome, _alert?.Code));
    }

    private static RestartProof Begin(RestartCause cause) =>
        RestartProving.Begin(RestartReport.Begin(7, Decided, cause, "it is due"), Before);

    private void Follow(int second, GatewayReport now) =>
        (_proof, _alert) = RestartProving.Follow(_proof, now, Some.Settings, Decided.AddSeconds(second));

    private static AccountSnapshot Lacking(AccountSnapshot account, params AccountPart[] parts) =>
        account with
        {
            Positions = parts.Contains(AccountPart.Positions) ? [] : account.Positions,
            Orders = parts.Contains(AccountPart.Orders) ? [] : account.Orders,
            Unread = [.. parts.Select(part => new UnreadPart(part, UnreadCause.Failed, "no end marker within 30 s"))],
        };

    private static GatewayReport After(int java) => Gateway("b", Verdict.Ready, java, Decided.AddSeconds(19));

    private static GatewayReport Gateway(
        string run,
        Verdict verdict,
        int? java,
        DateTimeOffset readAt,
        string bot = "active"
    ) =>
        Some.Report(verdict) with
        {
            Unit = Some.Unit("active", run) with { ActiveSince = Decided.AddSeconds(run == "a" ? -1000 : 8) },
            Account = Some.Account with { At = readAt },
            Session = Some.Session with { Since = Decided.AddSeconds(run == "a" ? -900 : 18) },
            IsLoginKept = false,
            Process = new(Decided, MainPid: 90, JavaCount: 1, java, Decided, Relaunches: 0, Memory: null),
            Dependents = [new DependentReport("bot.service", bot, null, 0, 5, null, null, LeftAlone: false)],
        };
}
