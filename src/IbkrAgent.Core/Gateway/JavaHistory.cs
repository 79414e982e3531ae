using System.Collections.Immutable;

namespace IbkrAgent.Gateway;

/// <summary>The Java processes of one run of the unit, told apart by their ids from look to look.</summary>
/// <remarks>
/// The controller's script starts Java anew inside the unit, at the Gateway's daily restart for example: systemd then
/// sees no change, and only the id tells. What happens between two looks is not seen.
/// </remarks>
public sealed record JavaHistory
{
    /// <summary>Two looks in a row are at least so far apart, unless something called for one in between.</summary>
    /// <remarks>At a restart the old and the new process may both be there for seconds.</remarks>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    public static readonly JavaHistory Empty = new();

    private JavaHistory() { }

    /// <summary>The ids that were there at the last look.</summary>
    public ImmutableArray<int> Present { get; private init; } = [];

    /// <summary>The process that is, or last was, the Gateway; null before the first.</summary>
    public int? Last { get; private init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset Since { get; private init; }

    /// <summary>How often another process took its place.</summary>
    public int Relaunches { get; private init; }

    /// <summary>The same two, or more, have been there for two looks in a row.</summary>
    public bool AreSeveral { get; private init; }

    private DateTimeOffset? SeveralSince { get; init; }

    /// <summary>The history after a look that found these processes.</summary>
    public JavaHistory After(ImmutableArray<int> present, DateTimeOffset at)
    {
        var stayed = Present.Intersect(present).Count();
        DateTimeOffset? severalSince =
            present.Length < 2 ? null
            : stayed < 2 ? at
            : SeveralSince ?? at;
        var next = this with
        {
            Present = present,
            SeveralSince = severalSince,
            AreSeveral = at - severalSince >= Lasting,
        };
        return present.IsEmpty || (Last is { } last && present.Contains(last))
            ? next
            : next with
            {
                Last = present.Max(),
                Since = at,
                Relaunches = Last is null ? 0 : Relaunches + 1,
            };
    }
}
