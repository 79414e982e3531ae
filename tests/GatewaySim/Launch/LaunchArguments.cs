using IbkrAgent.Common;
using IbkrAgent.GatewaySim.Steering;

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

        RequireOneOf("--mode", "live", "paper");
        RequireOneOf("--on2fatimeout", "exit", "restart");
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
            Value("--on2fatimeout", "exit").Equals("restart", StringComparison.OrdinalIgnoreCase)
        );

        void RequireOneOf(string name, params string[] known)
        {
            if (!known.Contains(Value(name, known[0]), StringComparer.OrdinalIgnoreCase))
                throw new SimException(ExitStatus.BadArgument, $"{name} must be {string.Join(" or ", known)}");
        }

        string Value(string name, string @default) =>
            values.GetValueOrDefault(name) is { Length: > 0 } value ? value : @default;
    }

    /// <summary>The same with what a scenario says in place of the command line.</summary>
    public LaunchArguments SteeredBy(Scenario scenario) =>
        this with
        {
            RestartsAfterSecondFactorTimeout = scenario.OnSecondFactorTimeout switch
            {
                SecondFactorTimeoutAction.AsTold => RestartsAfterSecondFactorTimeout,
                var action => action == SecondFactorTimeoutAction.Restart,
            },
        };

    /// <summary>Ends as the real script does when something of the installation is missing.</summary>
    /// <param name="missing">what is not found although it is there.</param>
    public void Check(MissingPart missing)
    {
        Require(Directory.Exists(IbcPath), ExitStatus.PathMissing, $"IBC path: {IbcPath} does not exist");
        Require(
            missing != MissingPart.Installation && Directory.Exists(Path.Combine(ProgramPath, "jars")),
            ExitStatus.VersionNotInstalled,
            $"Gateway version {GatewayVersion} is not installed: {ProgramPath} holds no jars"
        );
        Require(
            missing != MissingPart.Ini && File.Exists(IniPath),
            ExitStatus.IniMissing,
            $"IBC configuration file: {IniPath} does not exist"
        );
        Require(
            missing != MissingPart.VmOptions && File.Exists(Path.Combine(ProgramPath, "ibgateway.vmoptions")),
            ExitStatus.VmOptionsMissing,
            $"{ProgramPath}/ibgateway.vmoptions does not exist"
        );
        Require(
            missing != MissingPart.Settings && Directory.Exists(SettingsPath),
            ExitStatus.PathMissing,
            $"Gateway settings path: {SettingsPath} does not exist"
        );
        Require(
            missing != MissingPart.Java && File.Exists(Path.Combine(JavaPath, "java")),
            ExitStatus.NoJava,
            $"there is no java in {JavaPath}"
        );
    }

    private static void Require(bool fulfilled, int status, string problem)
    {
        if (!fulfilled)
            throw new SimException(status, problem);
    }
}
