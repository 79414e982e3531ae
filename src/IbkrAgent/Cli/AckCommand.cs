using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent ack</c>: "I am holding the phone": clears a latch and allows exactly one login.</summary>
internal static class AckCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public sealed record Arguments(InstanceName Gateway);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        var command = new Command("ack", "Clear a lock-out and start one login: have the phone at hand") { gateway };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await runAsync(new(parsed.GetRequiredValue(gateway)), cancellationToken)
        );
        return command;
    }

    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        CancellationToken cancellationToken
    ) => terminal.Show(await daemon.AckAsync(arguments.Gateway, Timeout, cancellationToken));
}
