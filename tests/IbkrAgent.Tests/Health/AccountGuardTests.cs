using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Health;

public sealed class AccountGuardTests
{
    [Theory]
    [InlineData("DU1234567", TradingMode.Paper, "")]
    [InlineData("DF1234567,DU1234567,DU7654321", TradingMode.Paper, "")]
    [InlineData("U1234567", TradingMode.Live, "")]
    [InlineData("F1234567,U1234567,I7654321", TradingMode.Live, "")]
    [InlineData("DU1234567", TradingMode.Paper, "DU1234567")]
    [InlineData("DU1234567", TradingMode.Paper, "du1234567")]
    [InlineData("U2,U1", TradingMode.Live, "U1,U2")]
    [InlineData(" U2, U1,", TradingMode.Live, "U1,U2")]
    public void Accounts_that_fit_are_no_problem(string accounts, TradingMode mode, string expected) =>
        Assert.Null(AccountGuard.Problem(accounts, mode, expected));

    [Theory]
    [InlineData("U1234567", "", "the login has U1234567, expected paper accounts (DU or DF)")]
    [InlineData("DU1,U2,F3", "", "the login has U2, F3, expected paper accounts (DU or DF)")]
    [InlineData("U1234567", "DU7", "the login has U1234567, expected DU7 (paper)")]
    [InlineData("U1234567", "U1234567", "the login has U1234567, expected U1234567 (paper)")]
    [InlineData("D1234567", "", "the login has D1234567, expected paper accounts (DU or DF)")]
    public void A_live_account_is_never_right_in_paper_mode(string accounts, string expected, string problem) =>
        Assert.Equal(problem, AccountGuard.Problem(accounts, TradingMode.Paper, expected));

    [Theory]
    [InlineData("DU1234567", "", "the login has DU1234567, expected live accounts (not DU or DF)")]
    [InlineData("DF1234567", "", "the login has DF1234567, expected live accounts (not DU or DF)")]
    [InlineData("U1,DU2", "U1", "the login has DU2, expected U1 (live)")]
    [InlineData("DU1", "DU1", "the login has DU1, expected DU1 (live)")]
    public void A_paper_account_is_never_right_in_live_mode(string accounts, string expected, string problem) =>
        Assert.Equal(problem, AccountGuard.Problem(accounts, TradingMode.Live, expected));

    [Theory]
    [InlineData("U1,U9", "U1,U2", "the login has U9, which agent.ini does not list, expected U1, U2")]
    [InlineData("U12", "U1", "the login has U12, which agent.ini does not list, expected U1")]
    [InlineData("U1", "U1,U2", "the login has U1, without the expected U2")]
    [InlineData("", "U1", "the Gateway names no account, expected U1 (live)")]
    [InlineData(" , ", "", "the Gateway names no account, expected live accounts (not DU or DF)")]
    public void Accounts_that_are_not_the_listed_ones_are_a_problem(string accounts, string expected, string problem) =>
        Assert.Equal(problem, AccountGuard.Problem(accounts, TradingMode.Live, expected));

    [Fact]
    public void Of_many_accounts_the_first_are_named() =>
        Assert.Equal(
            "the login has U1, U2, U3, U4, U5 and 2 more, expected paper accounts (DU or DF)",
            AccountGuard.Problem("U1,U2,U3,U4,U5,U6,U7", TradingMode.Paper, "")
        );
}
