namespace IbkrAgent.Tws;

/// <summary>How far a session has come.</summary>
public enum TwsStage
{
    /// <summary>The hello is out; the server has to name the version.</summary>
    Hello,

    /// <summary>START_API is out; next valid id and managed accounts have to come, in either order.</summary>
    StartApi,

    /// <summary>Requests may be sent.</summary>
    Ready,
}
