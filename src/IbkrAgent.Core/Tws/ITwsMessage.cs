namespace IbkrAgent.Tws;

/// <summary>A message that can be read and written: the agent needs one direction, its stand-in the other.</summary>
public interface ITwsMessage<TSelf> : IReadableMessage<TSelf>
    where TSelf : ITwsMessage<TSelf>
{
    /// <summary>Writes the fields after the message number.</summary>
    void Write(FieldWriter fields, ServerVersion server);
}
