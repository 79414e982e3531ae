using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What a command says when the agent's settings cannot be used.</summary>
internal static class SettingsComplaint
{
    /// <summary>The settings, or null after each problem was named on a line of its own.</summary>
    public static AgentSettings? SettingsOrComplaint(this SettingsOutcome outcome, Terminal terminal)
    {
        foreach (var problem in outcome.Problems())
            terminal.Diagnose(problem.ToString());
        return (outcome as SettingsOutcome.Loaded)?.Settings;
    }

    public static IReadOnlyList<SettingsProblem> Problems(this SettingsOutcome outcome) =>
        outcome switch
        {
            SettingsOutcome.Wrong wrong => wrong.Problems,
            SettingsOutcome.Missing missing => [missing.Problem],
            _ => [],
        };
}
