namespace IbkrAgent.Tws;

/// <summary>A message that can be read.</summary>
public interface IReadableMessage<TSelf>
    where TSelf : IReadableMessage<TSelf>
{
    /// <summary>What its frame begins with; names a kind of message only together with the direction.</summary>
    static abstract int Number { get; }

    /// <summary>Reads the fields after the message number.</summary>
    static abstract TSelf Read(ref FieldReader fields, ServerVersion server);
}
