using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>How long a login may stay in each of its stages, and what it means when it stays longer.</summary>
/// <remarks>
/// Measured by the operator's two timeouts, so that a slow host has two keys to turn. From the credentials on the time
/// is generous: giving up costs another login, and perhaps another tap on the phone.
/// </remarks>
public static class LoginPhases
{
    public static TimeSpan DeadlineOf(LoginStage stage, SupervisionSettings policy) =>
        stage switch
        {
            // The controller's own limit for the window is 60 s: by default this one comes after it.
            LoginStage.Launched => policy.StartTimeout / 2,
            LoginStage.WindowShown => policy.StartTimeout / 3,
            LoginStage.SecondFactor => policy.SecondFactorTimeout,
            _ => policy.StartTimeout,
        };

    /// <summary>The evidence when the deadline has passed: one line, lower case, no full stop.</summary>
    public static string OverdueText(LoginStage stage) =>
        stage switch
        {
            LoginStage.Launched => "the login window did not appear",
            LoginStage.Resumed => "the stored login was not taken up",
            LoginStage.WindowShown => "the login window is there, and nothing was submitted",
            LoginStage.Submitted => "the broker neither let us in nor refused",
            LoginStage.SecondFactor => "the second factor was not answered",
            LoginStage.SecondFactorClosed => "the login was not completed after the second factor",
            LoginStage.Completed => "the Gateway is logged in, and its settings were not done",
            LoginStage.Configured => "the Gateway is logged in, and its API port did not open",
            LoginStage.SessionQuestioned => "another session has the account, and nobody answered the dialog",
            LoginStage.Failed => "the broker refused the login",
            LoginStage.TimedOut => "the login was given up on",
            _ => "the log says nothing of a login",
        };
}
