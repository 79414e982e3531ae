namespace IbkrAgent.Supervision;

/// <summary>What a restart that was decided waits for, beside its pause.</summary>
public enum Wait
{
    Nothing,

    /// <summary>The broker's host has to take a connection.</summary>
    Broker,

    /// <summary>The login would ask for the phone at night.</summary>
    QuietHours,

    /// <summary>Somebody looks at the Gateway's window, or it is being found out whether anybody does.</summary>
    Viewer,

    /// <summary>Another gateway of the host is logging in.</summary>
    Turn,
}
