using IbkrAgent.Accounts;

namespace IbkrAgent.Tests.Accounts;

public sealed class AccountNumbersTests
{
    [Theory]
    // Live, paper, an adviser's, and its group.
    [InlineData("U1234567", "U…67")]
    [InlineData("DU1234567: 3 positions; (F7654321A), DF99999.", "DU…67: 3 positions; (F…1A), DF…99.")]
    [InlineData("accounts DU1234567,DU7654321", "accounts DU…67,DU…21")]
    // Contracts, orders, versions, times.
    [InlineData("ESZ6 AAPL  261218C00200000 700", "ESZ6 AAPL  261218C00200000 700")]
    [InlineData("order 123456789, API 176 at 2026-11-20T09:00:00Z", "order 123456789, API 176 at 2026-11-20T09:00:00Z")]
    [InlineData("u1234567 U1234 ABCDE12345 U12345AB", "u1234567 U1234 ABCDE12345 U12345AB")]
    [InlineData("", "")]
    public void Numbers_of_accounts_keep_their_letters_and_their_end(string text, string shortened) =>
        Assert.Equal(shortened, AccountNumbers.Shorten(text));
}
