using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class TcpRowTests
{
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:0FA1 00000000:0000 0A 00000000:00000000 00:00000000 00000000   998        0 20821 1 0 100 0
           1: 0100007F:0FA1 0100007F:9C40 01 00000002:0000000D 00:00000000 00000000   998        0 20822 1 0 20 4
           2: 0000000000000000FFFF00000100007F:0FA1 0000000000000000FFFF00000100007F:9C41 08 00000000:00000001 00:00
           3: 0100007F:0FA2 0100007F:9C40 01 00000002:0000000D 00:00000000 00000000   998        0 20822 1 0 20 4
           4: 0100007F:9C40 0100007F:0FA1 01 00000002:0000000D 00:00000000 00000000   998        0 20822 1 0 20 4
        not a row
           5: nonsense 0100007F:9C40 01 00000000:00000000
           6: 0100007F:0FA1 0100007F:9C40 01
           7: 0100007F:0FA1 0100007F:9C40 01 00000000
           8: 0100007F:0FA1 0100007F:9C40 xx 00000000:00000000
           9: 0100007F:0FA1 0100007F 01 00000000:00000000

        """;

    [Fact]
    public void The_rows_of_one_port_are_read_and_everything_else_passed_over() =>
        Assert.Equal(
            [
                new TcpRow("0100007F:0FA1", "00000000:0000", 10, 0, 0, 998),
                new TcpRow("0100007F:0FA1", "0100007F:9C40", 1, 2, 13, 998),
                new TcpRow("0000000000000000FFFF00000100007F:0FA1", "0000000000000000FFFF00000100007F:9C41", 8, 0, 1),
            ],
            TcpRow.ParseTable(Table, 4001)
        );

    [Fact]
    public void Without_a_port_all_rows_are_read() => Assert.Equal(5, TcpRow.ParseTable(Table).Count);

    [Theory]
    // as the kernel printed them while the other end was cut off: at once, after 1 s, 4 s, and after it was back
    [InlineData("01 00000000:00000000 00:00000000 00000000", 0, false)]
    [InlineData("01 00000003:00000000 01:00000041 00000002", 2, false)]
    [InlineData("01 00000003:00000000 01:00000102 00000004", 4, true)]
    [InlineData("01 00000003:00000000 01:00000102 FFFFFFFF", int.MaxValue, true)]
    public void What_nobody_acknowledges_is_repeated(string columns, int repetitions, bool isUnanswered)
    {
        var line =
            $"   0: 027100CB:D20E 017100CB:0FA0 {columns}     0        0 47066 2 0000000053826525 326 0 0 1 -1\n";

        var row = Assert.Single(TcpRow.ParseTable(line));

        Assert.Equal((repetitions, isUnanswered), (row.Repetitions, row.IsUnanswered));
    }

    [Theory]
    // local, remote: loopback in each of its forms, an address of the host's own, another host
    [InlineData("0100007F", "0100007F", true)]
    [InlineData("0000000000000000FFFF00000100007F", "0000000000000000FFFF00000100007F", true)]
    [InlineData("00000000000000000000000001000000", "00000000000000000000000001000000", true)]
    [InlineData("0501A8C0", "0501A8C0", true)]
    [InlineData("0501A8C0", "0101A8C0", false)]
    [InlineData("0000000000000000FFFF00000501A8C0", "0000000000000000FFFF0000017100CB", false)]
    public void A_connection_stays_on_the_host_or_leaves_it(string local, string remote, bool stays) =>
        Assert.Equal(stays, new TcpRow($"{local}:D20E", $"{remote}:0FA0", 1, 0, 0).StaysOnHost);

    [Theory]
    // address, on all addresses, on loopback
    [InlineData("00000000", true, false)]
    [InlineData("00000000000000000000000000000000", true, false)]
    [InlineData("0100007F", false, true)]
    [InlineData("3500007F", false, true)]
    [InlineData("00000000000000000000000001000000", false, true)]
    [InlineData("0000000000000000FFFF00000100007F", false, true)]
    // 192.168.1.5, fe80::..., an IPv6 address that happens to end in 7F
    [InlineData("0501A8C0", false, false)]
    [InlineData("000080FE00000000FF57A6705DC771FE", false, false)]
    [InlineData("B80D0120000000000000000000FF007F", false, false)]
    public void An_address_says_who_can_reach_it(string address, bool all, bool loopback)
    {
        var row = new TcpRow($"{address}:0FA2", "00000000:0000", 10, 0, 0);

        Assert.Equal((all, loopback), (row.IsOnAllAddresses, row.IsOnLoopback));
    }
}
