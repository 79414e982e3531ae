using System.Net.Sockets;

namespace IbkrAgent.GatewaySim.Control;

/// <summary>Where a running java process is steered: one command line in, one answer out, then the end.</summary>
internal static class ControlSocket
{
    /// <summary>Precedes the reason when a command is refused.</summary>
    public const string Refusal = "ERROR ";

    public static UnixDomainSocketEndPoint EndPoint(string settingsPath) => new(FilePath(settingsPath));

    public static string FilePath(string settingsPath) => Path.Combine(settingsPath, "sim.sock");
}
