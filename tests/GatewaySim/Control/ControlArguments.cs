namespace IbkrAgent.GatewaySim.Control;

/// <summary>The command line of <c>gateway-sim ctl</c>, with its shorthands resolved.</summary>
/// <param name="Keep">also write what it changes to the scenario file.</param>
/// <param name="Command">the words for the control socket.</param>
internal sealed record ControlArguments(string SettingsPath, bool Keep, string[] Command)
{
    public static ControlArguments Parse(string[] args)
    {
        var settingsPath = SettingsPathOf("main");
        var keep = false;
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--settings-path" when i + 1 < args.Length:
                    settingsPath = args[++i];
                    break;
                case "--gateway" when i + 1 < args.Length:
                    settingsPath = SettingsPathOf(args[++i]);
                    break;
                case "--keep":
                    keep = true;
                    break;
                default:
                    words.Add(args[i]);
                    break;
            }

        var command = Resolve([.. words]);
        return !keep || command is ["set", _, _] or ["scenario", _]
            ? new(settingsPath, keep, command)
            : throw new SimException(ExitStatus.Usage, "--keep goes with commands that change the scenario");
    }

    private static string SettingsPathOf(string gateway) => $"/var/lib/ibkr-gateway/{gateway}";

    private static string[] Resolve(string[] words) =>
        words switch
        {
            ["login-mode", var mode] => ["set", "login_mode", mode],
            ["api", var mode] => ["set", "api", mode],
            ["upstream", var state] => ["set", "upstream", state],
            ["window", var state] => ["set", "window", state],
            ["token", var state] => ["set", "token", state],
            ["crash"] => ["crash", $"{ExitStatus.Crash}"],
            [] => throw new SimException(ExitStatus.Usage, "ctl: which command?"),
            _ => words,
        };
}
