using IbkrAgent.Common;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The command line of the java process: options, main class, ini, and at most credentials and mode.</summary>
/// <param name="RestartDirectory">the directory of the login token to begin with; null for a full login.</param>
/// <remarks>
/// Credentials that were given to the start script are positional arguments here, as in the real one: whoever passes
/// them that way finds them in <c>/proc</c>.
/// </remarks>
internal sealed record JavaArguments(
    string IniPath,
    string SettingsPath,
    string SessionId,
    string? RestartDirectory,
    string IbcPath,
    string User,
    Secret Password,
    string TradingMode
)
{
    public const string MainClass = "ibcalpha.ibc.IbcGateway";

    public static bool AreIn(string[] args) => args.Contains(MainClass);

    public static JavaArguments Parse(string[] args)
    {
        var main = Array.IndexOf(args, MainClass);
        var options = args[..main];
        return args[(main + 1)..] switch
        {
            [var ini] => Create(options, ini, "", "", ""),
            [var ini, var mode] => Create(options, ini, "", "", mode),
            [var ini, var user, var password] => Create(options, ini, user, password, ""),
            [var ini, var user, var password, var mode] => Create(options, ini, user, password, mode),
            _ => throw new SimException(ExitStatus.BadArgument, $"{MainClass}: wrong number of arguments"),
        };
    }

    /// <summary>The same as a command line.</summary>
    public IEnumerable<string> ToCommandLine()
    {
        yield return "-cp";
        yield return Path.Combine(IbcPath, "IBC.jar");
        yield return $"-DjtsConfigDir={SettingsPath}";
        yield return $"-Dibcsessionid={SessionId}";
        if (RestartDirectory is not null)
            yield return $"-Drestart={RestartDirectory}";

        yield return MainClass;
        yield return IniPath;
        if (User.Length > 0 || !Password.IsEmpty)
        {
            yield return User;
            yield return Password.Reveal();
        }

        if (TradingMode.Length > 0)
            yield return TradingMode;
    }

    private static JavaArguments Create(string[] options, string ini, string user, string password, string mode) =>
        new(
            ini,
            Property(options, "jtsConfigDir") ?? Environment.CurrentDirectory,
            Property(options, "ibcsessionid") ?? "",
            Property(options, "restart"),
            Path.GetDirectoryName(options.SkipWhile(option => option != "-cp").ElementAtOrDefault(1)) ?? "",
            user,
            new(password),
            mode
        );

    private static string? Property(string[] options, string name)
    {
        var start = $"-D{name}=";
        return options.FirstOrDefault(option => option.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }
}
