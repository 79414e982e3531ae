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
}
