namespace IbkrAgent.Verification;

/// <summary>One way in which a rule is not kept.</summary>
/// <param name="Grade">Warn or Fail.</param>
/// <param name="What">one line.</param>
/// <param name="Remedy">what the operator does about it, one line.</param>
public sealed record Complaint(Grade Grade, string What, string Remedy)
{
    public static Complaint Fail(string what, string remedy) => new(Grade.Fail, what, remedy);

    public static Complaint Warn(string what, string remedy) => new(Grade.Warn, what, remedy);

    /// <summary>Unknown is never well.</summary>
    public static Complaint NotKnown(string why) =>
        Warn($"not known: {why}", "sudo ibkr-agent verify, or see to what is named");
}
