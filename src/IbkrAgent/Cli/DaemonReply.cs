using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary>What a command says and returns when the daemon could not be asked, or refused.</summary>
internal static class DaemonReply
{
    private const string StartIt =
        "is it running? systemctl status ibkr-agent; ibkr-agent health-check looks without it";

    /// <summary>Why there is no answer, in one line; empty when there is one.</summary>
    public static string Problem<T>(this ControlReply<T> reply) =>
        reply switch
        {
            ControlReply<T>.NotThere(var detail) => detail,
            ControlReply<T>.NotPermitted(var detail) => detail,
            ControlReply<T>.NoAnswer(var detail) => detail,
            ControlReply<T>.Refused(var answer) => answer.Message,
            _ => "",
        };

    /// <summary>The value, or null after the complaint; then <paramref name="exitCode"/> is the command's.</summary>
    public static T? ValueOrComplaint<T>(this ControlReply<T> reply, Terminal terminal, out ExitCode exitCode)
        where T : class
    {
        var (value, complaint, code) = reply switch
        {
            ControlReply<T>.Answered(var answer) => (answer, null, ExitCode.Ok),
            ControlReply<T>.Refused(var answer) => (null, answer.Message, (ExitCode)answer.ExitStatus),
            ControlReply<T>.NotThere(var detail) => (
                null,
                $"asking the daemon: {detail}: {StartIt}",
                ExitCode.Unavailable
            ),
            ControlReply<T>.NotPermitted(var detail) => (
                null,
                $"asking the daemon: {detail}: use sudo, or join the group {ControlSocket.Group} and log in again",
                ExitCode.NotPermitted
            ),
            ControlReply<T>.NoAnswer(var detail) => (
                (T?)null,
                $"asking the daemon: {detail}: journalctl -u ibkr-agent says what it does",
                ExitCode.Unavailable
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        foreach (var line in complaint?.Split('\n') ?? [])
            terminal.Diagnose(line);

        exitCode = code;
        return value;
    }

    /// <summary>Prints the answer to an action, or the complaint.</summary>
    public static ExitCode Show(this Terminal terminal, ControlReply<OperatorAnswer> reply)
    {
        if (reply.ValueOrComplaint(terminal, out var exitCode) is not { } answer)
            return exitCode;

        terminal.Out.WriteLine(answer.Message);
        return (ExitCode)answer.ExitStatus;
    }
}
