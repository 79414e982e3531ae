namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What happens to this java process, once, when it has come as far as the scenario says.</summary>
internal enum Incident
{
    None,

    /// <summary>Gone at once, with status 1.</summary>
    Crash,

    /// <summary>The controller gives up with the code of the scenario.</summary>
    Exit,

    Killed,
    Terminated,

    /// <summary>The start script is interrupted, not java.</summary>
    Interrupted,

    /// <summary>The X server is gone, and java with it.</summary>
    DisplayLost,

    /// <summary>Somebody says STOP on the command port.</summary>
    Stop,
    Restart,
    Pause,

    /// <summary>The Gateway's own restart at its time.</summary>
    AutoRestart,

    /// <summary>The Gateway's own end at its time: nothing brings it back.</summary>
    AutoLogoff,

    /// <summary>The controller's ClosedownAt.</summary>
    CloseDown,

    /// <summary>The controller's ColdRestartTime.</summary>
    ColdRestart,

    /// <summary>"Connection to server failed".</summary>
    ServerLost,

    /// <summary>Another session took the account: "Re-login is required".</summary>
    SessionTaken,

    /// <summary>"Existing session detected", while logged in.</summary>
    ExistingSession,

    /// <summary>A dialog that no controller knows.</summary>
    UnknownDialog,
}
