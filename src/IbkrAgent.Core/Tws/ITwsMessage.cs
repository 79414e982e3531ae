namespace IbkrAgent.Tws;

/// <summary>A message that can be read and written: the agent needs one direction, its stand-in the other.</summary>
public interface ITwsMessage<TSelf>
    where TSelf : ITwsMessage<TSelf>
{
    static abstract MessageId Id { get; }

    /// <summary>Reads the fields after the message number.</summary>
    static abstract TSelf Read(ref FieldReader fields, ServerVersion server);

    /// <summary>Writes the fields after the message number.</summary>
    void Write(FieldWriter fields, ServerVersion server);
}
