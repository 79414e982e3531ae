namespace IbkrAgent.Tws;

/// <summary>The protocol version both sides agreed on; every layout difference keys on it.</summary>
public readonly record struct ServerVersion(int Number)
{
    /// <summary>START_API gains the field of optional capabilities.</summary>
    public static readonly ServerVersion StartApiCapabilities = new(72);

    /// <summary>Text may carry <c>\uXXXX</c> escapes.</summary>
    public static readonly ServerVersion EscapedText = new(153);

    /// <summary>The oldest version the agent talks to; older Gateways cannot log in any more.</summary>
    public static readonly ServerVersion OldestAccepted = new(157);

    /// <summary>The error message gains the advanced reject JSON.</summary>
    public static readonly ServerVersion RejectJson = new(166);

    /// <summary>The error message loses its version field and gains the time of the error.</summary>
    public static readonly ServerVersion ErrorTime = new(194);

    /// <summary>The newest version that is text only; from 201 on message ids are binary and bodies protobuf.</summary>
    public static readonly ServerVersion NewestText = new(200);

    public bool Has(ServerVersion milestone) => Number >= milestone.Number;

    public override string ToString() => $"{Number}";
}
