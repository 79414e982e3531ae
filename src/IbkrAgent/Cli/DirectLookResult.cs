using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What came of a look without the daemon.</summary>
internal abstract record DirectLookResult
{
    private DirectLookResult() { }

    public sealed record Found(DirectFinding Finding) : DirectLookResult;

    public sealed record SettingsInvalid(IReadOnlyList<SettingsProblem> Problems) : DirectLookResult;
}
