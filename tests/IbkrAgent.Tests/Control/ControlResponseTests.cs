using System.Text;
using IbkrAgent.Control;

namespace IbkrAgent.Tests.Control;

public sealed class ControlResponseTests
{
    private const string Whole = "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-length: 2\r\nEXIT-status: 7\r\n\r\n{}";

    [Fact]
    public void A_response_is_complete_with_its_last_byte_and_not_before()
    {
        var bytes = Encoding.ASCII.GetBytes(Whole);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(ControlResponse.TryRead(bytes.AsSpan(0, length)));

        var response = ControlResponse.TryRead(bytes)!;
        Assert.Equal((200, 7, true), (response.Status, response.ExitStatus, response.IsSuccess));
        Assert.Equal("{}", Encoding.ASCII.GetString(response.Body));
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404)]
    [InlineData("HTTP/1.1 199 Odd\r\nContent-Length: 0\r\n\r\n", 199)]
    [InlineData("HTTP/1.1 300 Odd\r\nContent-Length: 0\r\n\r\n", 300)]
    public void Only_2xx_is_a_success(string text, int status)
    {
        var response = ControlResponse.TryRead(Encoding.ASCII.GetBytes(text))!;
        Assert.Equal((status, null, false), (response.Status, response.ExitStatus, response.IsSuccess));
    }

    [Theory]
    [InlineData("220 this is mail\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 -20 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nExit-Status: none\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    public void What_is_no_such_response_is_an_error(string text) =>
        Assert.Throws<InvalidDataException>(() => ControlResponse.TryRead(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_head_without_an_end_is_an_error()
    {
        var bytes = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n".PadRight(ControlResponse.MaxHeadLength, 'x'));
        Assert.Null(ControlResponse.TryRead(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Throws<InvalidDataException>(() => ControlResponse.TryRead(bytes));
    }
}
