using System.Buffers;
using System.Globalization;
using System.Text;
using IbkrAgent.Tws;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>What a client asks, field by field; the first is the number.</summary>
internal sealed class ApiRequest
{
    private readonly string[] _fields;

    private ApiRequest(RequestNumber number, string[] fields)
    {
        Number = number;
        _fields = fields;
    }

    public RequestNumber Number { get; }

    public static ApiRequest Parse(in ReadOnlySequence<byte> payload) =>
        new((RequestNumber)FrameReader.PeekNumber(payload), Encoding.UTF8.GetString(payload).Split('\0')[..^1]);

    public string Text(int index) =>
        index < _fields.Length
            ? _fields[index]
            : throw new TwsProtocolException(TwsProblem.BadField, $"{Number}: field {index} is missing");

    public int Int(int index) =>
        int.TryParse(Text(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new TwsProtocolException(TwsProblem.BadField, $"{Number}: field {index} is not a number");

    public decimal Decimal(int index) =>
        decimal.TryParse(Text(index), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new TwsProtocolException(TwsProblem.BadField, $"{Number}: field {index} is not a number");
}
