using System.Collections.Immutable;

namespace IbkrAgent.Restarts;

/// <summary>The inhibitors of one gateway, immutable. Those that have expired are left out at each change.</summary>
/// <param name="NextId">never given to one before.</param>
/// <param name="Inhibitors">in the order in which they were taken.</param>
public sealed record InhibitorBook(long NextId, ImmutableArray<Inhibitor> Inhibitors)
{
    /// <summary>How many can stand at once: a program that forgets to release must not fill the disk.</summary>
    public const int Most = 64;

    /// <summary>How long one stands, unless something else is said.</summary>
    public static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(30);

    public static readonly InhibitorBook Empty = new(1, []);

    /// <summary>
    /// When it is not known what stood: somebody may rely on it, so one stands that outlives all with the usual time.
    /// </summary>
    /// <remarks>Its number is beyond all before, so that nobody renews or releases another's.</remarks>
    public static InhibitorBook Lost(string why, DateTimeOffset at)
    {
        var id = at.ToUnixTimeSeconds();
        return new(id + 1, [new(id, "unknown", why, at, at + UsualTime, "the agent")]);
    }

    /// <summary>Those that have not expired.</summary>
    public ImmutableArray<Inhibitor> Standing(DateTimeOffset at) =>
        Inhibitors.RemoveAll(inhibitor => inhibitor.Until <= at);

    public Inhibitor? Find(long id, DateTimeOffset at) =>
        Inhibitors.FirstOrDefault(inhibitor => inhibitor.Id == id && inhibitor.Until > at);

    /// <summary>With one more, the last; null: there are as many as there may be.</summary>
    public InhibitorBook? Take(InhibitorWish wish, string by, DateTimeOffset at)
    {
        var standing = Standing(at);
        return standing.Length < Most
            ? new(NextId + 1, standing.Add(new(NextId, wish.Who, wish.Why, at, at + wish.For, by)))
            : null;
    }

    /// <summary>With one that ends so long from now; null: it does not stand.</summary>
    public InhibitorBook? Renew(long id, TimeSpan span, DateTimeOffset at) =>
        Find(id, at) is { } found
            ? this with
            {
                Inhibitors = Standing(at).Replace(found, found with { Until = at + span }),
            }
            : null;

    /// <summary>Without one; null: it does not stand.</summary>
    public InhibitorBook? Release(long id, DateTimeOffset at) =>
        Find(id, at) is { } found ? this with { Inhibitors = Standing(at).Remove(found) } : null;
}
