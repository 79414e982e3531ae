namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the broker makes of the next login.</summary>
internal enum LoginMode
{
    /// <summary>Succeeds, when the credentials are the expected ones.</summary>
    Ok,

    /// <summary>"Login failed": the controller cold-restarts, for ever and without a pause.</summary>
    WrongPassword,

    /// <summary>"Unrecognized Username or Password": no controller handles it, everything stands still.</summary>
    Unrecognized,

    SecondFactor,

    /// <summary>Nobody fills in the login window.</summary>
    Manual,

    /// <summary>The login window never appears.</summary>
    NoWindow,

    TooMany,

    ExistingSession,

    /// <summary>"Connection to server failed" instead of a login: as <see cref="WrongPassword"/>.</summary>
    ServerLost,

    /// <summary>A dialog that no controller knows stands before the login.</summary>
    UnknownDialog,

    /// <summary>The login succeeds, and then such a dialog stands before the API.</summary>
    DialogAfterLogin,
}
