using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Support;

/// <summary>A host in a directory: everything is installed and configured until a test takes something away.</summary>
internal sealed class GatewayHost : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public GatewayHost(string mode = "act", string tradingMode = "paper")
    {
        Paths = new(_root.Path);
        Write(
            "etc/ibkr/agent.ini",
            $"""
            [gateway:main]
            mode = {mode}
            trading_mode = {tradingMode}
            ibc_path = {At("opt/ibc")}
            gateway_path = {At("opt/ibgateway")}

            """
        );
        Write("etc/ibkr/config.ini", "# mine\nCommandServerPort=7462\nIbPassword=edemo\nIbLoginId=edemo\n");
        Write("etc/ibkr/credentials.env", "IBKR_USERNAME=someone\nIBKR_PASSWORD=hunter2\n");
        Write("usr/share/ibkr-agent/nyse.calendar", File.ReadAllText(Repository.PathOf("packaging/nyse.calendar")));
        Write("opt/ibc/version", "3.24.1\n");
        Write("opt/ibc/scripts/ibcstart.sh", "");
        File.SetUnixFileMode(At("opt/ibc/scripts/ibcstart.sh"), (UnixFileMode)0b111_101_101);
        InstallGateway("10.45.1j");
        Directory.CreateDirectory(At("run/ibkr-gateway/main"));
    }

    public HostPaths Paths { get; }

    public string At(string path) => Path.Combine(_root.Path, path);

    public string Write(string path, string text) => _root.Write(path, text);

    public void InstallGateway(string version)
    {
        Directory.CreateDirectory(At($"opt/ibgateway/{version}/jars"));
        Write($"opt/ibgateway/{version}/ibgateway.vmoptions", "-Xmx768m\n");
    }

    public void Dispose() => _root.Dispose();
}
