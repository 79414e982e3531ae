namespace IbkrAgent.Verification;

/// <summary>Something that was looked at on the host.</summary>
public abstract record Fact<T>
{
    private Fact() { }

    public sealed record Known(T Value) : Fact<T>;

    /// <param name="Why">one line.</param>
    public sealed record Unknown(string Why) : Fact<T>;

    /// <summary>What a rule has to say of it; of what is not known, that.</summary>
    public IEnumerable<Complaint> Judge(Func<T, IEnumerable<Complaint>> judge) =>
        this switch
        {
            Known known => judge(known.Value),
            Unknown unknown => [Complaint.NotKnown(unknown.Why)],
            _ => [],
        };
}
