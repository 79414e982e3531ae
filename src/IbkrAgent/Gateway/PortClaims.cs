using System.Text;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>
/// Whether the ports in the controller's settings of one gateway are its own, and those that agent.ini says.
/// </summary>
/// <remarks>
/// Of two gateways that claim the same port the later one in agent.ini is refused: a mistake in a new section does not
/// keep a Gateway down that worked before. Who may not read a file finds nothing wrong in it; the start gate is root.
/// </remarks>
internal sealed class PortClaims(AgentSettings settings, HostPaths paths, IController controller)
{
    /// <summary>As shipped, for the case that no settings can be read.</summary>
    private const int FirstCommandPort = 7462;

    public IEnumerable<MissingPart> FindMissing(GatewaySettings gateway)
    {
        if (TryRead(gateway) is not { } own)
            return [];

        var earlier = settings.EarlierThan(gateway).ToList();
        return
        [
            .. MissingOfApi(gateway, own, isFirst: earlier.Count == 0),
            .. earlier.Select(TryRead).OfType<Ports>().SelectMany(other => Collisions(own, other)),
        ];
    }

    /// <summary>The first port above the highest command port that no gateway has for anything.</summary>
    public int FindFreeCommandPort()
    {
        var known = settings.Gateways.Select(TryRead).OfType<Ports>().ToList();
        var free = known.Max(ports => ports.Command) + 1 ?? FirstCommandPort;
        while (settings.Gateways.Any(gateway => gateway.Api.Port == free))
            free++;
        return free;
    }

    private IEnumerable<MissingPart> MissingOfApi(GatewaySettings gateway, Ports own, bool isFirst)
    {
        var wanted = gateway.Api.Port;
        if (own.MovedApi == wanted || (own.MovedApi is null && isFirst))
            yield break;

        var what = own.MovedApi is { } other
            ? $"{controller.ApiPortKey} in {own.File} is {other}, and the API port in {paths.Settings} is {wanted}"
            : $"{controller.ApiPortKey} in {own.File} is empty, so that two Gateways may open the same port";
        yield return new(what, $"set {controller.ApiPortKey}={wanted} in {own.File}");
    }

    private IEnumerable<MissingPart> Collisions(Ports own, Ports other)
    {
        if (own.Command is { } command && (command == other.Command || command == other.Api))
            yield return new(
                $"{controller.CommandPortKey} in {own.File} is {command}, which is a port of {other.File} too",
                $"give {own.File} a {controller.CommandPortKey} of its own"
            );

        if (own.Api == other.Command)
            yield return new(
                $"the API port of {own.File} is {own.Api}, which is {controller.CommandPortKey} in {other.File}",
                "give one of them another port"
            );
    }

    private Ports? TryRead(GatewaySettings gateway)
    {
        var file = paths.ControllerSettings(gateway.Name);
        try
        {
            var text = File.ReadAllText(file, Encoding.Latin1);
            return new(file, controller.FindCommandPort(text), gateway.Api.Port, controller.FindApiPort(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <param name="Api">where the agent expects the API.</param>
    /// <param name="MovedApi">where the controller moves it; null: it does not.</param>
    private sealed record Ports(string File, int? Command, int Api, int? MovedApi);
}
