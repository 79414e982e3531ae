namespace IbkrAgent.Alerts;

/// <summary>What came of one call of a web service.</summary>
internal abstract record WebAnswer
{
    private WebAnswer() { }

    /// <param name="Answer">what the other side said, for the operator.</param>
    /// <param name="Pause">it wants nothing more before that has passed; null when it did not say so.</param>
    public sealed record Taken(string Answer, TimeSpan? Pause = null) : WebAnswer
    {
        /// <summary>Of the answer, as far as it was wanted.</summary>
        public ReadOnlyMemory<byte> Body { get; init; }
    }

    /// <summary>Worth another attempt, not before <paramref name="Pause"/> when the other side named one.</summary>
    public sealed record TryLater(string Reason, TimeSpan? Pause) : WebAnswer;

    /// <summary>Another attempt would end the same way.</summary>
    public sealed record Refused(string Reason) : WebAnswer
    {
        /// <summary>Of HTTP.</summary>
        public int Status { get; init; }
    }
}
