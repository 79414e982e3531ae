namespace IbkrAgent.Tws;

/// <summary>In which way a peer fails to speak TWS.</summary>
public enum TwsProblem
{
    /// <summary>The first bytes are no frame at all: another program has the port.</summary>
    NotTws,

    /// <summary>A frame of length zero or beyond the limit: the stream is out of step.</summary>
    BadFrame,

    /// <summary>A field is missing or is not what it has to be.</summary>
    BadField,

    /// <summary>The version offered is outside of what was advertised.</summary>
    VersionOutOfRange,

    /// <summary>A negative version: the peer wants us to connect elsewhere.</summary>
    Redirect,
}
