using System.Collections.Immutable;
using IbkrAgent.Gateway;
using static System.FormattableString;

namespace IbkrAgent.Health;

/// <summary>The API port during one run of the unit, and what is not right with it.</summary>
public sealed record NetworkPicture
{
    /// <summary>Two looks in a row are at least so far apart, unless something called for one in between.</summary>
    private static readonly TimeSpan TwoLooks = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ThreeLooks = 3 * TwoLooks;

    /// <summary>So many connections left open are no clients that come and go.</summary>
    private const int PileUp = 3;

    public static readonly NetworkPicture Empty = new();

    private NetworkPicture() { }

    /// <summary>What the last look found; null before the first.</summary>
    public NetworkReport? Report { get; private init; }

    public ImmutableArray<Condition> Conditions { get; private init; } = [];

    private ClientTraffic? Traffic { get; init; }

    /// <summary>Connections left open, and since when.</summary>
    private ImmutableDictionary<(string Local, string Remote), DateTimeOffset> LeftOpen { get; init; } =
        ImmutableDictionary<(string Local, string Remote), DateTimeOffset>.Empty;

    private HostUser? Foreigner { get; init; }

    private DateTimeOffset ForeignSince { get; init; }

    /// <summary>The picture after a look. Each run of the unit begins with an empty one.</summary>
    public NetworkPicture After(NetworkLook look)
    {
        var traffic = ClientTraffic.Of(look.Rows, look.OwnPorts);
        var moves = Traffic is { } earlier && traffic.MovedSince(earlier) is not null;
        var leftOpen = look
            .Rows.Where(row => row.IsLeftOpen)
            .Select(row => (row.Local, row.Remote))
            .Distinct()
            .ToImmutableDictionary(socket => socket, socket => LeftOpen.GetValueOrDefault(socket, look.At));
        var foreigner = ForeignerIn(look);
        var next = new NetworkPicture
        {
            Report = new(
                look.At,
                look.Port,
                ReachOf(look.Rows),
                look.Listener,
                traffic.Count,
                moves ? look.At : Report?.OthersMovedAt,
                leftOpen.Count
            ),
            Traffic = traffic,
            LeftOpen = leftOpen,
            Foreigner = foreigner,
            ForeignSince = foreigner?.Id == Foreigner?.Id ? ForeignSince : look.At,
        };
        return next with { Conditions = [.. next.Judge(look)] };
    }

    private IEnumerable<Condition> Judge(NetworkLook look)
    {
        if (Foreigner is { } user && look.At - ForeignSince >= TwoLooks)
            yield return new(
                ConditionKind.ForeignListener,
                Invariant(
                    $"port {look.Port} is held by {user}, not by the Gateway's user {look.GatewayUser?.ShortName}"
                )
            );

        var lasting = LeftOpen.Values.Count(since => look.At - since >= ThreeLooks);
        if (lasting >= PileUp)
            yield return new(
                ConditionKind.ClosedSocketsPileUp,
                Invariant($"{lasting} connections on port {look.Port} were closed by the client and not by the Gateway")
            );
    }

    /// <summary>Null when the right one listens, or nobody does, or it cannot be known.</summary>
    private static HostUser? ForeignerIn(NetworkLook look) =>
        look is { Listener: { IsKnown: true } listener, GatewayUser: { } gateway } && listener.Id != gateway.Id
            ? listener
            : null;

    private static PortReach ReachOf(IEnumerable<TcpRow> rows)
    {
        TcpRow[] open = [.. rows.Where(row => row.IsListening)];
        return open switch
        {
            [] => PortReach.Closed,
            _ when open.Any(row => row.IsOnAllAddresses) => PortReach.AllAddresses,
            _ when open.All(row => row.IsOnLoopback) => PortReach.Loopback,
            _ => PortReach.SomeAddresses,
        };
    }
}
