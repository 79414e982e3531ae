using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Launch;

/// <summary><c>ibcstart.sh</c>: stays in the foreground until the last java process is gone.</summary>
internal static class ScriptRole
{
    private const int SessionIdLength = 8;

    private const string Banner = "=========================== An error has occurred =============================";

    public static async Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        try
        {
            return await RunAsync(Prepare(args), clock);
        }
        catch (SimException e)
        {
            await Console.Error.WriteLineAsync($"\n{Banner}\n\nError: {e.Message}");
            return e.Status;
        }
    }

    private static LaunchArguments Prepare(string[] args)
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/";
        var told = LaunchArguments.Parse(args, home);
        var scenario = ScenarioFile.Load(told.SettingsPath);
        var arguments = told.SteeredBy(scenario);
        arguments.Check(scenario.Missing);
        return arguments;
    }

    private static async Task<int> RunAsync(LaunchArguments arguments, TimeProvider clock)
    {
        var now = clock.GetLocalNow().ToString("yyyy-MM-dd 'at' HH:mm:ss", CultureInfo.InvariantCulture);
        var version = Environment.GetEnvironmentVariable("IBC_VRSN");
        await Console.Out.WriteLineAsync($"Starting IBC version {version} on {now}");

        using var java = new JavaProcess(Path.Combine(arguments.JavaPath, "java"));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Forward);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Forward);
        var sessionId = RandomNumberGenerator.GetHexString(SessionIdLength, lowercase: true);
        return await new ControllerScript(arguments, sessionId, java.RunAsync, Console.Out).RunAsync();

        void Forward(PosixSignalContext context)
        {
            context.Cancel = true;
            java.Terminate();
        }
    }
}
