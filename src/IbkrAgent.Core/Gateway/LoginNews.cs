namespace IbkrAgent.Gateway;

/// <summary>What became of a login or of the broker's request for approval, for the record.</summary>
public abstract record LoginNews
{
    private LoginNews() { }

    /// <summary>Credentials were submitted.</summary>
    public sealed record Attempted : LoginNews;

    public sealed record Ended(LoginOutcome Outcome) : LoginNews;

    /// <param name="Request">the how manieth since the Gateway was last ready.</param>
    public sealed record ApprovalAsked(int Request) : LoginNews;

    public sealed record ApprovalEnded(bool IsGiven) : LoginNews;

    /// <summary>What happened between two looks at the same gateway's login, in order; mostly nothing.</summary>
    /// <remarks>
    /// A login that only the API has shown is told when the log has said how it came about, and never when it does not.
    /// </remarks>
    public static IEnumerable<LoginNews> Between(LoginProgress before, LoginProgress after)
    {
        if (IsEnd(before, after) is { } outcome)
        {
            if (before.Stage is LoginStage.SecondFactor or LoginStage.SecondFactorClosed)
                yield return new ApprovalEnded(after.IsComplete);
            yield return new Ended(outcome);
        }
        else if (
            before.Stage is LoginStage.SecondFactor or LoginStage.SecondFactorClosed
            && after.Stage == LoginStage.SessionQuestioned
        )
            yield return new ApprovalEnded(IsGiven: true);

        if (after.Stage == LoginStage.Submitted && (before.Stage != after.Stage || before.Since != after.Since))
            yield return new Attempted();
        if (after.Stage == LoginStage.SecondFactor && after.Pushes > before.Pushes)
            yield return new ApprovalAsked(after.Pushes);
    }

    /// <summary>How the login ended in between; null when it did not.</summary>
    private static LoginOutcome? IsEnd(LoginProgress before, LoginProgress after) =>
        (before, after.Stage) switch
        {
            _ when IsToldComplete(after) => IsToldComplete(before) ? null : HowComplete(before, after),
            _ when before.Stage == after.Stage && before.Since == after.Since => null,
            (_, LoginStage.Failed) when before.Stage is not LoginStage.Failed => LoginOutcome.Refused,
            (_, LoginStage.TimedOut) when before.Stage is not LoginStage.TimedOut => LoginOutcome.TimedOut,
            ({ Stage: LoginStage.SecondFactor or LoginStage.SecondFactorClosed }, LoginStage.Submitted) =>
                LoginOutcome.TimedOut,
            ({ IsInFlight: true }, LoginStage.Unknown or LoginStage.Launched or LoginStage.WindowShown) =>
                LoginOutcome.CutOff,
            _ => null,
        };

    private static bool IsToldComplete(LoginProgress login) => login is { IsComplete: true, IsAssumed: false };

    private static LoginOutcome HowComplete(LoginProgress before, LoginProgress after) =>
        after.IsResumed ? LoginOutcome.Kept
        : before.Stage is LoginStage.SecondFactor or LoginStage.SecondFactorClosed ? LoginOutcome.FullWithSecondFactor
        : LoginOutcome.Full;
}

/// <summary>How a login ended.</summary>
public enum LoginOutcome
{
    /// <summary>It went on with a stored login; no credentials were typed.</summary>
    Kept,

    /// <summary>With credentials; no second factor was asked for.</summary>
    Full,

    /// <summary>With credentials and an approval.</summary>
    FullWithSecondFactor,

    /// <summary>The broker refused it.</summary>
    Refused,

    /// <summary>It was not completed in time.</summary>
    TimedOut,

    /// <summary>Its process ended, or could not reach the broker, before there was an answer.</summary>
    CutOff,
}
