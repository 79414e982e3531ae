using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.GatewaySim.Launch;

/// <summary>
/// The start script's loop: relaunches java inside, without a pause and without a limit, as the real one.
/// </summary>
/// <remarks>
/// A login token is looked for whatever ended java. So a TERM while one lies there is swallowed: java starts anew.
/// </remarks>
internal sealed class ControllerScript(
    LaunchArguments arguments,
    string sessionId,
    Func<JavaArguments, Task<int>> runJava,
    TextWriter output
)
{
    private readonly RestartFiles _files = new(arguments.SettingsPath, sessionId);
    private readonly ControllerVersion _version = ControllerVersion.Read(arguments.IbcPath);

    public async Task<int> RunAsync()
    {
        var token = FindToken(out _);
        while (true)
        {
            var java = new JavaArguments(
                arguments.IniPath,
                arguments.SettingsPath,
                sessionId,
                token,
                arguments.IbcPath,
                arguments.User,
                arguments.Password,
                arguments.TradingMode
            );
            await output.WriteLineAsync("Starting Gateway with this command:");
            await output.WriteLineAsync($"java {string.Join(' ', Masked(java).ToCommandLine())}");
            var status = await runJava(java);
            await output.WriteLineAsync($"IBC returned exit status {status}");

            if (!MustStartAnew(status, out token))
            {
                await output.WriteLineAsync("Gateway finished");
                return status;
            }

            await output.WriteLineAsync("IBC will restart shortly");
            await output.WriteLineAsync("sleep 2"); // says so, and does not
        }
    }

    private bool MustStartAnew(int status, out string? token)
    {
        token = null;
        if (status == ExitStatus.Of(ControllerExitCode.LoginWindowTimedOut))
            return true;

        if (_version.TakesColdRestarts && _files.TakeColdRestart())
        {
            output.WriteLine("IBC will cold-restart shortly");
            return true;
        }

        token = FindToken(out var wereSeveral);
        if (token is not null && _files.TakePause())
        {
            output.WriteLine("IBC is paused");
            return false;
        }

        return token is not null
            || wereSeveral
            || (
                status == ExitStatus.Of(ControllerExitCode.SecondFactorLoginTimedOut)
                && arguments.RestartsAfterSecondFactorTimeout
            );
    }

    /// <summary>The directory of the one token; of several none can be trusted, and all are deleted.</summary>
    private string? FindToken(out bool wereSeveral)
    {
        var tokens = _files.FindTokens();
        wereSeveral = tokens.Length > 1;
        if (tokens is [var token])
        {
            output.WriteLine($"autorestart file found at {PathOf(token)}");
            return token;
        }

        foreach (var stale in tokens)
        {
            output.WriteLine($"WARNING: deleting extra autorestart file found at {PathOf(stale)}");
            _files.DeleteToken(stale);
        }

        output.WriteLine(
            wereSeveral
                ? "WARNING: More than one autorestart file was found. IBC can't determine which is"
                : "autorestart file not found"
        );
        return null;
    }

    private string PathOf(string token) => Path.Combine(arguments.SettingsPath, token, "autorestart");

    private static JavaArguments Masked(JavaArguments java) =>
        java with
        {
            User = java.User.Length > 0 ? "***" : "",
            Password = new(java.Password.IsEmpty ? "" : "***"),
        };
}
