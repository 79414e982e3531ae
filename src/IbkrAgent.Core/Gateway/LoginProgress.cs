namespace IbkrAgent.Gateway;

/// <summary>How far the login of the unit's present run came.</summary>
/// <param name="Since">when the stage was reached.</param>
/// <param name="Pushes">second-factor requests since the Gateway was last ready.</param>
/// <param name="IsResumed">the present process went on with a stored login, and typed no credentials so far.</param>
/// <param name="IsAssumed">the API answers, so it is complete: the log has not told how yet.</param>
public sealed record LoginProgress(
    LoginStage Stage,
    DateTimeOffset Since,
    int Pushes,
    bool IsResumed = false,
    bool IsAssumed = false
)
{
    public static readonly LoginProgress None = new(LoginStage.Unknown, DateTimeOffset.UnixEpoch, 0);

    /// <summary>The broker has the credentials and has neither let us in nor refused.</summary>
    public bool IsInFlight => Stage is LoginStage.Submitted or LoginStage.SecondFactor or LoginStage.SecondFactorClosed;

    /// <summary>Between the launch and the open API port.</summary>
    public bool IsUnderWay =>
        Stage is not (LoginStage.Unknown or LoginStage.Failed or LoginStage.TimedOut or LoginStage.SessionQuestioned);

    /// <summary>A process runs, and nothing was typed yet.</summary>
    public bool IsBeforeCredentials => Stage is LoginStage.Launched or LoginStage.Resumed or LoginStage.WindowShown;

    /// <summary>The log has said how this run logs in: with credentials, or from a stored login.</summary>
    public bool IsTold =>
        !IsAssumed && Stage is not (LoginStage.Unknown or LoginStage.Launched or LoginStage.WindowShown);

    /// <summary>The broker let us in.</summary>
    public bool IsComplete => Stage is LoginStage.Completed or LoginStage.Configured;

    public LoginProgress Reach(LoginStage stage, DateTimeOffset at) =>
        this with
        {
            Stage = stage,
            Since = at,
            IsAssumed = false,
        };

    /// <summary>The API answers.</summary>
    /// <param name="since">when the present process began, as far as is known.</param>
    public LoginProgress Assume(DateTimeOffset since) =>
        IsComplete ? this : Reach(LoginStage.Completed, since) with { IsAssumed = !IsTold };

    /// <summary>
    /// Goes on by what costs nothing. What is counted (launches, attempts, requests, ends) is the supervisor's affair.
    /// </summary>
    public LoginProgress Follow(GatewaySignal signal, DateTimeOffset at) =>
        (signal, Stage) switch
        {
            (GatewaySignal.SessionResumed, LoginStage.Launched) => Reach(LoginStage.Resumed, at) with
            {
                IsResumed = true,
            },
            (GatewaySignal.SessionResumed, LoginStage.Completed) when IsAssumed => this with
            {
                IsResumed = true,
                IsAssumed = false,
            },
            // It is shown for a moment by a resumed session as well, and nothing is typed into it.
            (GatewaySignal.LoginWindowShown, LoginStage.Launched) => Reach(LoginStage.WindowShown, at),
            (GatewaySignal.SecondFactorClosed, LoginStage.SecondFactor) => Reach(LoginStage.SecondFactorClosed, at),
            (GatewaySignal.ConfigurationDone, LoginStage.Completed) => Reach(LoginStage.Configured, at),
            _ => this,
        };
}

/// <summary>The stages of a login, as the controller's log tells them.</summary>
public enum LoginStage
{
    Unknown,

    /// <summary>A Java process began.</summary>
    Launched,

    /// <summary>It goes on with a stored login; no credentials are typed.</summary>
    Resumed,

    /// <summary>The login window is there, and nothing is submitted yet.</summary>
    WindowShown,

    /// <summary>The broker has the credentials.</summary>
    Submitted,

    /// <summary>The broker asked for the second factor.</summary>
    SecondFactor,

    /// <summary>The dialog of the second factor is gone, and the login is not complete yet.</summary>
    SecondFactorClosed,

    /// <summary>The broker let us in.</summary>
    Completed,

    /// <summary>The controller has done its settings in the Gateway's windows; the API port opens.</summary>
    Configured,

    /// <summary>Another session has the account, and a dialog asks a human what to do.</summary>
    SessionQuestioned,

    /// <summary>The broker refused the credentials.</summary>
    Failed,

    /// <summary>Neither refused nor completed: the login, or its second factor, was given up on.</summary>
    TimedOut,
}
