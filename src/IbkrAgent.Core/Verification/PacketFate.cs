namespace IbkrAgent.Verification;

/// <summary>What becomes of a packet, as far as the rules of a packet filter can be read.</summary>
[Flags]
public enum PacketFate
{
    None = 0,

    /// <summary>No rule of this chain decides.</summary>
    Continued = 1,
    Accepted = 2,
    Dropped = 4,
}
