using System.Runtime.InteropServices;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The java process: controller and Gateway in one, on the real output, display and signals.</summary>
internal static class JavaRole
{
    public static async Task<int> RunAsync(JavaArguments arguments, TimeProvider clock)
    {
        var life = new GatewayLife(ScenarioFile.Load(arguments.SettingsPath));
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
        return await new GatewayProcess(arguments, life, Console.Out, clock)
        {
            Display = Environment.GetEnvironmentVariable("DISPLAY") ?? "",
            AuthorityPath = Environment.GetEnvironmentVariable("XAUTHORITY") ?? "",
        }.RunAsync();

        void Terminate(PosixSignalContext context)
        {
            context.Cancel = true;
            life.End(ExitStatus.Terminated);
        }
    }
}
