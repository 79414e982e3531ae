using System.CommandLine;

namespace IbkrAgent.Cli;

/// <summary>The order in which the help lists the commands: what is used every day comes first.</summary>
internal static class CommandOrder
{
    private static readonly string[] Names =
    [
        // every day
        "status",
        "health-check",
        "history",
        "schedule",
        "orders",
        "disarm",
        "start",
        "stop",
        "restart",
        "pre-restart-check",
        "hold",
        "resume",
        "inhibit",
        "ack",
        "reset-counters",
        // set-up and care
        "configure",
        "add-gateway",
        "settings",
        "verify",
        "reload",
        "test-alert",
        "bundle",
        // what units run
        "run",
        "may-start",
        "render-config",
        "controller-stop",
        "controller-restart",
        "report-failure",
    ];

    /// <exception cref="KeyNotFoundException">a command has no place.</exception>
    public static Command[] Sort(IEnumerable<Command> commands) =>
        [.. commands.OrderBy(command => PlaceOf(command.Name))];

    private static int PlaceOf(string name) =>
        Array.IndexOf(Names, name) is >= 0 and var place
            ? place
            : throw new KeyNotFoundException($"{name} has no place in {nameof(CommandOrder)}");
}
