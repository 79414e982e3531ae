namespace IbkrAgent.Tests.GatewaySim;

/// <summary>What a client sees that connects and asks for everything, frame by frame.</summary>
/// <param name="End">how it ends for the client.</param>
/// <param name="Seen">parts of frames, in their order.</param>
internal sealed record ApiOutcome(ApiEnd End, params string[] Seen)
{
    /// <summary>Beginnings of frames that do not come.</summary>
    public string[] Unseen { get; init; } = [];

    public void Check(IReadOnlyList<string> frames, ApiEnd end)
    {
        Assert.Equal(End, end);
        var next = 0;
        foreach (var part in Seen)
        {
            next = frames.Skip(next).TakeWhile(frame => !frame.Contains(part, StringComparison.Ordinal)).Count() + next;
            Assert.True(next < frames.Count, $"no '{part}' in its place in:\n{string.Join('\n', frames)}");
            next++;
        }

        Assert.All(
            Unseen,
            start => Assert.DoesNotContain(frames, frame => frame.StartsWith(start, StringComparison.Ordinal))
        );
    }
}
