namespace IbkrAgent.Gateway;

/// <summary>How far the login of the unit's present run came.</summary>
/// <param name="Since">when the stage was reached.</param>
/// <param name="Pushes">second-factor requests since the Gateway was last ready.</param>
public sealed record LoginProgress(LoginStage Stage, DateTimeOffset Since, int Pushes)
{
    public static readonly LoginProgress None = new(LoginStage.Unknown, DateTimeOffset.UnixEpoch, 0);

    /// <summary>The broker has the credentials and has neither let us in nor refused.</summary>
    public bool IsInFlight => Stage is LoginStage.Submitted or LoginStage.SecondFactor;

    public LoginProgress Reach(LoginStage stage, DateTimeOffset at) => this with { Stage = stage, Since = at };
}

/// <summary>The stages of a login, as the controller's log tells them.</summary>
public enum LoginStage
{
    Unknown,
    Launched,
    Submitted,
    SecondFactor,
    Completed,

    /// <summary>Another session has the account, and a dialog asks a human what to do.</summary>
    SessionQuestioned,

    /// <summary>The broker refused the credentials.</summary>
    Failed,

    /// <summary>Neither refused nor completed: the login, or its second factor, was given up on.</summary>
    TimedOut,
}
