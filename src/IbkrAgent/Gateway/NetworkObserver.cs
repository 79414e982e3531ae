using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Systemd.Files;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>Looks at the API port in the kernel's tables.</summary>
/// <param name="ownPorts">our ends of connections with it.</param>
internal sealed class NetworkObserver(
    string gateway,
    Func<int> apiPort,
    PortTable table,
    Func<IReadOnlyCollection<int>> ownPorts,
    ConditionNews news,
    TimeProvider clock,
    ILogger logger
)
{
    private readonly Dictionary<uint, HostUser> _users = [];
    private NetworkPicture _picture = NetworkPicture.Empty;
    private volatile NetworkReport? _latest;
    private string? _failure;

    /// <summary>What the last look found; null while there is nothing to look at, or it cannot be seen.</summary>
    public NetworkReport? Latest => _latest;

    /// <summary>What cannot be seen is said once, and what was wrong stays so until it can.</summary>
    /// <param name="gatewayUser">as whom the Gateway runs; null when that is not known.</param>
    public void Look(uint? gatewayUser)
    {
        try
        {
            var rows = table.ReadRows(gatewayUser);
            var look = new NetworkLook(
                clock.GetUtcNow(),
                apiPort(),
                rows,
                ownPorts(),
                UserOf(NetworkLook.ListenerOf(rows, gatewayUser)),
                UserOf(gatewayUser)
            );
            _picture = _picture.After(look);
            (_latest, _failure) = (_picture.Report, null);
            news.Tell(_picture.Conditions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _latest = null;
            if (_failure != exception.Message)
                logger.LookFailed(gateway, "the API port in the kernel's tables", exception.Message);

            _failure = exception.Message;
        }
    }

    /// <summary>The run of the unit is over.</summary>
    public void Forget()
    {
        (_picture, _latest) = (NetworkPicture.Empty, null);
        news.Tell([]);
    }

    private HostUser? UserOf(uint? id)
    {
        if (id is not { } known)
            return null;

        if (!_users.TryGetValue(known, out var user))
            _users[known] = user = new(known, UserName.Of(known));

        return user;
    }
}
