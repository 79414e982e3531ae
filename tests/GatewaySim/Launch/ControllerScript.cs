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

    public async Task<int> RunAsync()
    {
        var token = FindToken();
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

            token = FindToken();
            if (token is not null && _files.TakePause())
            {
                await output.WriteLineAsync("IBC is paused");
                return await FinishAsync(ExitStatus.Ended);
            }

            if (token is null && !MustStartAnew(status))
                return await FinishAsync(status);

            await output.WriteLineAsync("IBC will restart shortly");
        }
    }

    private bool MustStartAnew(int status)
    {
        if (_files.TakeColdRestart())
        {
            output.WriteLine("IBC will cold-restart shortly");
            return true;
        }

        return status == ExitStatus.Of(ControllerExitCode.LoginWindowTimedOut)
            || (
                status == ExitStatus.Of(ControllerExitCode.SecondFactorLoginTimedOut)
                && arguments.RestartsAfterSecondFactorTimeout
            );
    }

    /// <summary>The directory of the one token; of several none can be trusted, and all are deleted.</summary>
    private string? FindToken()
    {
        var tokens = _files.FindTokens();
        if (tokens is [var token])
        {
            output.WriteLine($"autorestart file found at {Path.Combine(arguments.SettingsPath, token, "autorestart")}");
            return token;
        }

        foreach (var stale in tokens)
            _files.DeleteToken(stale);

        output.WriteLine("autorestart file not found");
        return null;
    }

    private async Task<int> FinishAsync(int status)
    {
        await output.WriteLineAsync("Gateway finished");
        return status;
    }

    private static JavaArguments Masked(JavaArguments java) =>
        java with
        {
            User = java.User.Length > 0 ? "***" : "",
            Password = new(java.Password.IsEmpty ? "" : "***"),
        };
}
