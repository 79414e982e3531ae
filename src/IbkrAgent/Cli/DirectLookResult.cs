using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What came of a look without the daemon.</summary>
internal abstract record DirectLookResult
{
    private DirectLookResult() { }

    public sealed record Found(InstanceName Gateway, DirectFinding Finding) : DirectLookResult;

    /// <summary>The settings have no gateway of the name, or several and none was named.</summary>
    public sealed record NoSuchGateway(string Problem) : DirectLookResult;

    public sealed record SettingsInvalid(IReadOnlyList<SettingsProblem> Problems) : DirectLookResult;

    /// <summary>Says why nothing was looked at.</summary>
    /// <returns>the command's status then; <see cref="ExitCode.Ok"/> when something was found.</returns>
    public ExitCode Complain(Terminal terminal)
    {
        switch (this)
        {
            case SettingsInvalid(var problems):
                foreach (var problem in problems)
                    terminal.Diagnose(problem.ToString());
                return ExitCode.Configuration;
            case NoSuchGateway(var problem):
                terminal.Diagnose(problem);
                return ExitCode.Usage;
            default:
                return ExitCode.Ok;
        }
    }
}
