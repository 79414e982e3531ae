using System.Net;
using System.Net.NetworkInformation;
using IbkrAgent.Cli;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification;

/// <summary>Open ports, and who may reach them.</summary>
internal static class NetworkSurvey
{
    private const string NoRules = """{"nftables":[]}""";

    private static readonly string[] Tables = ["tcp", "tcp6"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] ProgramDirectories = ["/usr/sbin", "/sbin", "/usr/bin"];

    public static Fact<IReadOnlyList<TcpRow>> TakeOpenPorts(string tables) =>
        Look.At<IReadOnlyList<TcpRow>>(() =>
            [
                .. Tables
                    .Select(name => Path.Combine(tables, name))
                    .Where(File.Exists)
                    .SelectMany(path => TcpRow.ParseTable(File.ReadAllText(path)))
                    .Where(row => row.IsListening),
            ]
        );

    public static IReadOnlyList<string> FindOutsideAddresses() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .Where(link => link.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(link => link.GetIPProperties().UnicastAddresses)
                .Select(address => address.Address)
                .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
                .Select(address => address.ToString()),
        ];

    /// <summary>The rules of nftables, which are those of iptables as well on today's systems.</summary>
    public static Task<Fact<PacketFilter>> LookAtFilterAsync(CancellationToken cancellationToken) =>
        Look.AtAsync(async () => PacketFilter.Read(await ReadRulesAsync(cancellationToken)));

    private static async Task<string> ReadRulesAsync(CancellationToken cancellationToken) =>
        Find("nft") is { } nft
            ? await ChildProgram.ReadAsync([nft, "--json", "list", "ruleset"], Patience, cancellationToken)
        : Find("iptables") is { }
            ? throw new IOException("without nft the rules of iptables are not read: sudo apt-get install nftables")
        : NoRules;

    private static string? Find(string program) =>
        ProgramDirectories.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
