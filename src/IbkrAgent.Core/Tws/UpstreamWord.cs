namespace IbkrAgent.Tws;

/// <summary>What a session was told of the broker, beyond that it is lost.</summary>
public enum UpstreamWord
{
    /// <summary>Nothing; a healthy Gateway need not say anything.</summary>
    None,

    /// <summary>As the session began: that a farm is well, or the link is back. It may be told from memory.</summary>
    AsItBegan,

    /// <summary>Later, so it happened then.</summary>
    Later,
}
