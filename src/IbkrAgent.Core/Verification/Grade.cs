namespace IbkrAgent.Verification;

/// <summary>How a rule was kept; the number is the exit status of <c>ibkr-agent verify</c>.</summary>
public enum Grade
{
    Pass = 0,

    /// <summary>It works, and a person should know; or nobody knows whether the rule is kept.</summary>
    Warn = 1,

    /// <summary>It does not work, or will fail at a bad moment.</summary>
    Fail = 2,
}
