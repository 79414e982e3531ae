using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.GatewaySim.Launch;

/// <summary><c>ibcstart.sh</c>: stays in the foreground until the last java process is gone.</summary>
internal static class ScriptRole
{
    private const int SessionIdLength = 8;

    public static async Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/";
        var arguments = LaunchArguments.Parse(args, home);
        arguments.Check();
        var now = clock.GetLocalNow().ToString("yyyy-MM-dd 'at' HH:mm:ss", CultureInfo.InvariantCulture);
        await Console.Out.WriteLineAsync($"Starting IBC version {ControllerVersion.Read(arguments.IbcPath)} on {now}");

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
