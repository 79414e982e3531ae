using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class NoticeTests
{
    [Theory]
    // a broken farm is that until the same farm is well
    [InlineData("usfarm", "2103 Market data farm connection is broken:usfarm")]
    [InlineData("ushmds", "2105 HMDS data farm connection is broken:ushmds")]
    [InlineData("secdefnj", "2157 Sec-def data farm connection is broken:secdefnj")]
    [InlineData("", "2103 broken:usfarm", "2104 Market data farm connection is OK:usfarm")]
    [InlineData("", "2105 broken:ushmds", "2106 HMDS data farm connection is OK:ushmds")]
    [InlineData("", "2157 broken:secdefnj", "2158 Sec-def data farm connection is OK:secdefnj")]
    [InlineData("usfarm", "2103 broken:usfarm", "2104 OK:usfarm.nj", "2106 OK:ushmds")]
    // sorted, each once
    [InlineData("cashfarm, usfarm, usfarm.nj", "2103 x:usfarm.nj", "2103 x:usfarm", "2103 x:cashfarm", "2103 x:usfarm")]
    // dormant is well
    [InlineData(
        "",
        "2105 x:ushmds",
        "2107 HMDS data farm connection is inactive but should be available upon demand.ushmds"
    )]
    [InlineData("", "2103 x:usfarm.nj", "2108 inactive but should be available on demand.usfarm.nj")]
    // connecting is neither
    [InlineData("usfarm", "2103 x:usfarm", "2119 Market data farm is connecting:usfarm")]
    [InlineData("", "2119 Market data farm is connecting:usfarm")]
    // a text without a name counts for its kind
    [InlineData("market data", "2103 connection is broken")]
    [InlineData("", "2103 connection is broken", "2104 connection is OK")]
    [InlineData("historical data, security definitions", "2105 broken", "2157 broken:")]
    // the restored link may list its farms
    [InlineData("", "2103 x:a", "2105 x:b", "1102 restored. All data farms are connected: a; b.")]
    [InlineData(
        "c",
        "2103 x:a",
        "1102 restored. The following farms are connected: a; b. The following farms are not connected: c."
    )]
    [InlineData("a", "2103 x:a", "1102 Connectivity has been restored - data maintained.")]
    [InlineData("usfarm.nj", "1101 data lost. The following farms are not connected: usfarm.nj.")]
    public void Farms_are_broken_until_they_are_well(string broken, params string[] notices)
    {
        var session = Told(notices);

        Assert.Equal(broken, session.BrokenFarms);
    }

    [Fact]
    public void Names_of_farms_without_end_are_not_kept()
    {
        var session = SessionFeeding.Ready();
        for (var i = 0; i < 1000; i++)
            session.Feed(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmBroken, $"broken:farm{i}"));

        session.Feed(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmBroken, $"broken:{new string('x', 100_000)}"));

        Assert.InRange(session.BrokenFarms.Length, 100, 2000);
    }

    [Theory]
    [InlineData("1100 lost", "1100 lost")]
    [InlineData("2110 broken", "2110 broken")]
    [InlineData("1100 lost", "1100 lost", "2110 broken", "2104 OK:usfarm", "10197 competing session")]
    [InlineData(null, "1100 lost", "1101 restored")]
    [InlineData(null, "2110 broken", "1102 restored")]
    // neither a farm nor the codes that client libraries make up say anything of the link
    [InlineData(null, "2103 broken:usfarm", "502 cannot connect", "504 not connected", "2148 what", "2169 ever")]
    public void The_broker_is_lost_until_it_is_back(string? lost, params string[] notices) =>
        Assert.Equal(lost, Told(notices).UpstreamLost);

    [Theory]
    // nothing was said of it
    [InlineData(false)]
    [InlineData(false, "2103 broken:usfarm", "2119 connecting:usfarm", "10197 competing session")]
    [InlineData(true, "1100 lost", "1101 restored")]
    [InlineData(true, "2110 broken", "1102 restored")]
    [InlineData(true, "2104 OK:usfarm")]
    [InlineData(true, "2106 OK:ushmds")]
    [InlineData(true, "2158 OK:secdefnj")]
    // dormant is well, and no sign of the broker
    [InlineData(false, "2107 inactive:ushmds", "2108 inactive:usfarm")]
    // lost again
    [InlineData(false, "2104 OK:usfarm", "1100 lost")]
    [InlineData(false, "1102 restored", "2110 broken")]
    // a farm does not take back that the broker is lost
    [InlineData(false, "1100 lost", "2104 OK:usfarm")]
    public void The_broker_is_seen_when_the_Gateway_says_so(bool isSeen, params string[] notices) =>
        Assert.Equal(isSeen, Told(notices).Word != UpstreamWord.None);

    [Theory]
    // from memory, perhaps
    [InlineData(UpstreamWord.AsItBegan, 2)]
    // one of them came later: the second is news, and a third changes nothing
    [InlineData(UpstreamWord.Later, 1)]
    [InlineData(UpstreamWord.Later, 0)]
    public void What_is_told_as_the_session_begins_may_be_old(UpstreamWord expected, int early)
    {
        var session = SessionFeeding.Ready();
        for (var i = 0; i < 2; i++)
        {
            if (i == early)
                session.EndBeginning();
            session.Feed(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmOk, "OK:usfarm"));
        }

        Assert.Equal(expected, session.Word);
    }

    [Fact]
    public void A_loss_takes_back_what_was_said_before()
    {
        var session = Told("2104 OK:usfarm");
        session.EndBeginning();
        session.Feed(new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "lost"));
        Assert.Equal(UpstreamWord.None, session.Word);

        session.Feed(new ErrorMessage(-1, TwsErrorCode.UpstreamRestored, "restored"));
        Assert.Equal(UpstreamWord.Later, session.Word);
    }

    [Theory]
    [InlineData(true, "321 Error validating request: The API interface is currently in Read-Only mode.")]
    [InlineData(true, "321 the API is READ ONLY")]
    [InlineData(false, "321 Error validating request: invalid account")]
    [InlineData(false, "322 Read-Only mode")]
    public void A_refusal_that_names_read_only_shows_a_read_only_api(bool isReadOnly, string notice) =>
        Assert.Equal(isReadOnly, Told(notice).IsReadOnly);

    [Fact]
    public void Only_326_says_that_the_client_id_is_in_use()
    {
        Assert.False(Told("327 something else", "501 already connected").ClientIdInUse);
        Assert.True(Told("326 in use").ClientIdInUse);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(320, true)]
    [InlineData(321, true)]
    [InlineData(1300, true)]
    [InlineData(2100, true)]
    [InlineData(2101, true)]
    [InlineData(10197, true)]
    [InlineData(326, false)] // shows in the status
    [InlineData(1100, false)] // shows in the status
    [InlineData(2103, false)] // a condition
    [InlineData(2109, false)]
    [InlineData(2148, false)]
    [InlineData(200, false)] // may be false while the broker is lost
    [InlineData(502, false)]
    public void Some_notices_are_for_the_operator(int code, bool isNoteworthy) =>
        Assert.Equal(isNoteworthy, new ErrorMessage(-1, (TwsErrorCode)code, "").IsNoteworthy);

    private static TwsSession Told(params string[] notices)
    {
        var session = SessionFeeding.Ready();
        foreach (var notice in notices)
        {
            var parts = notice.Split(' ', 2);
            var code = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
            session.Feed(new ErrorMessage(-1, (TwsErrorCode)code, parts[1]));
        }

        return session;
    }
}
