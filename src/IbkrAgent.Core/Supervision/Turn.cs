namespace IbkrAgent.Supervision;

/// <summary>One gateway of the host logs in at a time: whether it is this one's turn.</summary>
public enum Turn
{
    /// <summary>Not wanted.</summary>
    None,

    /// <summary>Asked for; another gateway may be logging in.</summary>
    Asked,

    /// <summary>This gateway may log in, until it gives the turn back.</summary>
    Taken,
}
