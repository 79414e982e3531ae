using System.CommandLine;
using System.Globalization;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Cli;

/// <summary>A command that the gateway's unit calls about its own main process.</summary>
internal static class UnitCommand
{
    /// <param name="MainPid">main process of the unit; null when it has ended already.</param>
    public sealed record Arguments(InstanceName Name, int? MainPid)
    {
        public RunningProcess? FindMain() => MainPid is { } id ? ProcessTree.Find(id) : null;
    }

    public static Command Create(
        string word,
        string description,
        Func<Arguments, CancellationToken, Task<ExitCode>> runAsync
    )
    {
        var name = CommonOptions.Name();
        var command = new Command(word, description) { name };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await runAsync(new(parsed.GetRequiredValue(name), MainPid()), cancellationToken)
        );
        return command;
    }

    /// <summary>Set by systemd for the commands of a unit (systemd.exec(5)).</summary>
    private static int? MainPid() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("MAINPID"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
        && id > 1
            ? id
            : null;
}
