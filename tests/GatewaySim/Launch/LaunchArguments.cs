using IbkrAgent.Common;

namespace IbkrAgent.GatewaySim.Launch;

/// <summary>The command line of <c>ibcstart.sh</c>.</summary>
internal sealed record LaunchArguments(
    string GatewayVersion,
    string TwsPath,
    string SettingsPath,
    string IbcPath,
    string IniPath,
    string JavaPath,
    string User,
    Secret Password,
    string TradingMode,
    bool RestartsAfterSecondFactorTimeout
)
{
    private static readonly string[] ValueOptions =
    [
        "--tws-path",
        "--tws-settings-path",
        "--ibc-path",
        "--ibc-ini",
        "--java-path",
        "--user",
        "--pw",
        "--fix-user",
        "--fix-pw",
        "--mode",
        "--on2fatimeout",
    ];

    public string ProgramPath => Path.Combine(TwsPath, "ibgateway", GatewayVersion);

    public static LaunchArguments Parse(string[] args, string home)
    {
        var version = "";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in args)
            if (argument is "-g" or "--gateway")
                continue;
            else if (argument.Split('=', 2) is [var name, var value] && ValueOptions.Contains(name))
                values[name] = value;
            else if (version.Length == 0 && argument is [not '-', ..])
                version = argument;
            else
                throw new SimException(ExitStatus.BadArgument, $"invalid argument: {argument.Split('=')[0]}");

        if (version.Length == 0)
            throw new SimException(ExitStatus.NoVersion, "the Gateway's version must be the first argument");

        var twsPath = Value("--tws-path", Path.Combine(home, "Jts"));
        return new(
            version,
            twsPath,
            Value("--tws-settings-path", twsPath),
            Value("--ibc-path", "/opt/ibc"),
            Value("--ibc-ini", Path.Combine(home, "ibc", "config.ini")),
            Value("--java-path", Path.Combine(twsPath, "ibgateway", version, "jre", "bin")),
            Value("--user", ""),
            new(Value("--pw", "")),
            Value("--mode", ""),
            Value("--on2fatimeout", "exit") == "restart"
        );

        string Value(string name, string @default) =>
            values.GetValueOrDefault(name) is { Length: > 0 } value ? value : @default;
    }

    /// <summary>Ends as the real script does when something of the installation is missing.</summary>
    public void Check()
    {
        Require(Directory.Exists(IbcPath), ExitStatus.PathMissing, $"IBC path: {IbcPath} does not exist");
        Require(
            Directory.Exists(Path.Combine(ProgramPath, "jars")),
            ExitStatus.VersionNotInstalled,
            $"Gateway version {GatewayVersion} is not installed: {ProgramPath} holds no jars"
        );
        Require(File.Exists(IniPath), ExitStatus.IniMissing, $"IBC configuration file: {IniPath} does not exist");
        Require(
            File.Exists(Path.Combine(ProgramPath, "ibgateway.vmoptions")),
            ExitStatus.VmOptionsMissing,
            $"{ProgramPath}/ibgateway.vmoptions does not exist"
        );
        Require(
            Directory.Exists(SettingsPath),
            ExitStatus.PathMissing,
            $"Gateway settings path: {SettingsPath} does not exist"
        );
        Require(File.Exists(Path.Combine(JavaPath, "java")), ExitStatus.NoJava, $"there is no java in {JavaPath}");
    }

    private static void Require(bool fulfilled, int status, string problem)
    {
        if (!fulfilled)
            throw new SimException(status, problem);
    }
}
