using IbkrAgent.Gateway;
using IbkrAgent.Health;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>What the host shows of a Gateway, for people: one line each, empty when nothing is known.</summary>
internal static class HostText
{
    public static string Memory(ProcessReport? process) =>
        process switch
        {
            null => "",
            { Memory: { } memory } => MemoryText.Of(memory, process.At),
            _ => "unknown, the unit has no memory accounting here",
        };

    public static string Java(ProcessReport? process) =>
        process switch
        {
            null => "",
            { JavaCount: 1, Relaunches: 0 } => "", // that of the unit
            { JavaPid: { } pid, JavaSince: { } since } => Several(process.JavaCount)
                + Invariant($"process {pid} since {ReportText.Instant(since)}")
                + Relaunches(process.Relaunches),
            _ => "none in the unit" + Relaunches(process.Relaunches),
        };

    public static string Port(NetworkReport? network) =>
        network switch
        {
            null => "",
            { Reach: PortReach.Closed } => Invariant($"{network.Port} closed"),
            _ => Invariant($"{network.Port} open {Describe(network.Reach)}")
                + (network.Listener is { } user ? $", by {user.ShortName}" : "")
                + Clients(network)
                + (network.LeftOpen > 0 ? Invariant($", {network.LeftOpen} left open by the Gateway") : ""),
        };

    private static string Several(int count) => count > 1 ? Invariant($"{count} of them, the Gateway ") : "";

    private static string Relaunches(int count) =>
        count switch
        {
            0 => "",
            1 => ", 1 relaunch in this run",
            _ => Invariant($", {count} relaunches in this run"),
        };

    private static string Describe(PortReach reach) =>
        reach switch
        {
            PortReach.AllAddresses => "on all addresses",
            PortReach.Loopback => "on loopback only",
            _ => "on some addresses",
        };

    private static string Clients(NetworkReport network)
    {
        var clients = network.OtherClients switch
        {
            0 => ", no other clients",
            1 => ", 1 other client",
            var count => Invariant($", {count} other clients"),
        };
        return network.OtherClients > 0 && network.OthersMovedAt == network.At ? clients + ", active" : clients;
    }
}
