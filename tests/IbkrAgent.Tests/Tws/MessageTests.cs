using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class MessageTests
{
    private static readonly ServerVersion[] Versions = [new(157), new(165), new(166), new(193), new(194), new(200)];

    [Fact]
    public void Start_api_is_written_as_recorded() =>
        Assert.Equal(
            Wire.Hex("00 00 00 09 | 37 31 00 32 00 37 37 00 00"),
            FieldWriter.Encode(new StartApi(77), new(176))
        );

    [Fact]
    public void Start_api_of_old_servers_has_no_capabilities() =>
        Assert.Equal(Wire.Frame("71,2,77"), FieldWriter.Encode(new StartApi(77), new(71)));

    [Fact]
    public void The_time_is_asked_for_as_recorded() =>
        Assert.Equal(Wire.Hex("00 00 00 05 | 34 39 00 31 00"), FieldWriter.Encode(new CurrentTimeRequest(), new(176)));

    [Theory]
    [InlineData(157, "4,2,-1,2104,Market data farm connection is OK:usfarm", "", 0)]
    [InlineData(165, "4,2,-1,2104,Market data farm connection is OK:usfarm", "", 0)]
    [InlineData(166, "4,2,-1,2104,Market data farm connection is OK:usfarm,{}", "{}", 0)]
    [InlineData(193, "4,2,-1,2104,Market data farm connection is OK:usfarm,", "", 0)]
    [InlineData(194, "4,-1,2104,Market data farm connection is OK:usfarm,,1775425766350", "", 1775425766350)]
    [InlineData(200, "4,-1,2104,Market data farm connection is OK:usfarm,,", "", 0)]
    public void The_layout_of_errors_depends_on_the_version(int version, string fields, string rejectJson, long time)
    {
        var message = Decode<ErrorMessage>(Wire.Frame(fields), new(version));

        Assert.Equal(
            new ErrorMessage(-1, (TwsErrorCode)2104, "Market data farm connection is OK:usfarm", rejectJson, time),
            message
        );
    }

    [Fact]
    public void An_error_is_shown_on_one_short_line()
    {
        var shown = new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "lost\r\n" + new string('x', 5000)).ToString();

        Assert.StartsWith("1100 lost  xxx", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 300, 320);
    }

    [Theory]
    [InlineData("15,1,DU1", "DU1")]
    [InlineData("15,1,DU1;DU2;", "DU1,DU2")]
    [InlineData("15,1,", "")]
    [InlineData("15,1,;", "")]
    public void Empty_accounts_are_dropped(string fields, string accounts)
    {
        var frame = Wire.Frame([.. Wire.Frame(fields)[4..].Select(b => b == ';' ? (byte)',' : b)]);

        Assert.Equal(accounts, Decode<ManagedAccounts>(frame, new(176)).Accounts);
    }

    [Theory]
    [InlineData("DU1\n<4>forged line")]
    [InlineData("DU1\u001b[2J")]
    public void Accounts_that_cannot_be_shown_are_refused(string accounts) =>
        Assert.Throws<TwsProtocolException>(() => Decode<ManagedAccounts>(Wire.Frame($"15,1,{accounts}"), new(176)));

    [Fact]
    public void Accounts_without_end_are_refused() =>
        Assert.Throws<TwsProtocolException>(() =>
            Decode<ManagedAccounts>(Wire.Frame($"15,1,{new string('D', 100_000)}"), new(176))
        );

    [Theory]
    [InlineData("49,1,-5")]
    [InlineData("49,1,9223372036854775807")]
    [InlineData("49,1,now")]
    [InlineData("49,1")]
    public void A_time_that_is_none_is_refused(string fields) =>
        Assert.Throws<TwsProtocolException>(() => Decode<CurrentTime>(Wire.Frame(fields), new(176)));

    [Theory]
    [InlineData("20260211 09:30:01 EST")]
    [InlineData("20260211 09:30:01 Central European Standard Time")]
    [InlineData("20260211 09:30:01 中国标准时间")]
    [InlineData("")]
    public void The_zone_of_the_server_is_never_looked_at(string connectionTime)
    {
        var frame = new ServerHello(176, connectionTime).ToFrame();

        Assert.Equal(new ServerHello(176, connectionTime), ServerHello.Read(frame.AsSpan(FrameReader.PrefixLength)));
    }

    [Fact]
    public void The_server_hello_is_written_as_recorded() =>
        Assert.Equal(
            Wire.Join(Wire.Hex("00 00 00 1A"), "176\020260211 09:30:01 EST\0"u8.ToArray()),
            new ServerHello(176, "20260211 09:30:01 EST").ToFrame()
        );

    [Fact]
    public void A_field_cannot_end_early() => Assert.Throws<ArgumentException>(() => new FieldWriter().Add("a\0b"));

    [Fact]
    public void What_was_written_is_read_again()
    {
        var text = ArbMap
            .Default.GeneratorFor<string>()
            .Select(s => (s ?? "").Replace("\0", "", StringComparison.Ordinal));
        var law =
            from version in Gen.Elements(Versions)
            from number in ArbMap.Default.GeneratorFor<int>()
            from code in Gen.Choose(0, 20000)
            from line in text.Where(IsWhole)
            from json in text.Where(IsWhole)
            from seconds in Gen.Choose(0, int.MaxValue)
            select (version, number, code, line, json, seconds);

        Prop.ForAll(
                law.ToArbitrary(),
                x =>
                    IsKept(new StartApi(x.number), x.version)
                    && IsKept(new NextValidId(x.number), x.version)
                    && IsKept(new CurrentTimeRequest(), x.version)
                    && IsKept(new CurrentTime(DateTimeOffset.FromUnixTimeSeconds(x.seconds)), x.version)
                    && IsKept(
                        new ErrorMessage(
                            x.number,
                            (TwsErrorCode)x.code,
                            x.line,
                            x.version.Has(ServerVersion.RejectJson) ? x.json : "",
                            x.version.Has(ServerVersion.ErrorTime) ? x.seconds : 0
                        ),
                        x.version
                    )
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsKept<T>(T message, ServerVersion version)
        where T : ITwsMessage<T> => message.Equals(Decode<T>(FieldWriter.Encode(message, version), version));

    private static bool IsWhole(string text) =>
        !text.Contains('\uFFFD', StringComparison.Ordinal)
        && System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text;

    private static T Decode<T>(byte[] frame, ServerVersion version)
        where T : ITwsMessage<T>
    {
        var buffer = Wire.Scattered(frame);
        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));
        Assert.Equal(T.Number, FrameReader.PeekNumber(payload));
        return FrameReader.Read<T>(payload, version);
    }
}
