using IbkrAgent.Fuzz.Targets;

namespace IbkrAgent.Fuzz;

/// <summary>Every reader of the agent whose input somebody else writes.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All() =>
        [
            new SessionTarget(),
            new MessageTarget(),
            new ControllerLogTarget(),
            new CommandReplyTarget(),
            new TcpTableTarget(),
            new PropertiesTarget(),
            new RulesetTarget(),
            new SettingsTarget(),
            new EnvironmentFileTarget(),
            new ControlResponseTarget(),
            new DurationTarget(),
            new WeeklyTextTarget(),
            new CalendarTarget(),
            new TelegramTarget(),
        ];
}
