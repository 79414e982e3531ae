using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent pre-restart-check</c>: whether a restart is safe now, and why.</summary>
/// <remarks>It changes nothing; for the timer's service, what is to be put off is the agent's from then on.</remarks>
internal static class PreRestartCheckCommand
{
    public const string GateOption = "--gate";

    private static readonly TimeSpan LongestDaemonWait = TimeSpan.FromSeconds(3);

    /// <summary>The accounts are read once more before.</summary>
    private static readonly TimeSpan LongestGateWait = TimeSpan.FromSeconds(20);

    public sealed record Arguments(bool Json, bool Gate, InstanceName? Gateway);

    public static Command Create(Func<Arguments, CancellationToken, Task<int>> runAsync)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var gate = new Option<bool>(GateOption)
        {
            Description =
                "For ExecCondition=: what is to be put off the agent puts off; go, when a restart is the cure; 255 for all that is not 0, 10 or 20",
        };
        var gateway = CommonOptions.Gateway();
        var command = new Command(
            "pre-restart-check",
            "Say whether the Gateway can be restarted now; 0 go, 10 defer, 20 block, 30 unknown"
        )
        {
            json,
            gate,
            gateway,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                runAsync(new(parsed.GetValue(json), parsed.GetValue(gate), parsed.GetValue(gateway)), cancellationToken)
        );
        return command;
    }

    /// <param name="lookAsync">looks without the daemon.</param>
    /// <param name="check">what that look and the agent's memory say of a restart; null: there are no settings.</param>
    /// <param name="lateAsync">how late a gateway's timer has triggered the service that asks; null: in time, or by hand.</param>
    public static async Task<int> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        Func<InstanceName?, TimeSpan?, CancellationToken, Task<DirectLookResult>> lookAsync,
        Func<InstanceName, DirectFinding, CheckReport?> check,
        Func<InstanceName, CancellationToken, Task<string?>> lateAsync,
        CancellationToken cancellationToken
    )
    {
        var gateway = arguments.Gateway ?? InstanceName.Main;
        if (arguments.Gate && await lateAsync(gateway, cancellationToken) is { } late)
        {
            terminal.Say($"{gateway}: the restart is left out: {late}");
            return (int)CheckOutcome.Block;
        }

        var wait = arguments.Gate ? LongestGateWait : LongestDaemonWait;
        var reply = daemon.RestartCheck(arguments.Gateway, arguments.Gate, wait);
        switch (reply)
        {
            case ControlReply<RestartCheckDocument>.Answered(var document):
                return Show(arguments, terminal, document);
            case ControlReply<RestartCheckDocument>.Refused({ ExitStatus: (int)ExitCode.Usage } refusal):
                terminal.Diagnose(refusal.Message);
                return Status(arguments, ExitCode.Usage);
        }

        var look = await lookAsync(arguments.Gateway, null, cancellationToken);
        if (look is not DirectLookResult.Found(var name, var finding))
            return Status(arguments, look.Complain(terminal));
        if (check(name, finding) is { } report)
            return Show(arguments, terminal, RestartCheckDocument.Direct(name, reply.Problem(), report));

        terminal.Diagnose(finding.Reason);
        return Status(arguments, ExitCode.Configuration);
    }

    private static int Show(Arguments arguments, Terminal terminal, RestartCheckDocument document)
    {
        if (arguments.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(document, ControlJson.Default.RestartCheckDocument));
        else
            terminal.Out.Write(document.Text);

        return (document.Outcome, arguments.Gate) switch
        {
            (CheckOutcome.Unknown, true) => document.IsCure ? (int)CheckOutcome.Go : (int)ExitCode.GateFailure,
            _ => (int)document.Outcome,
        };
    }

    private static int Status(Arguments arguments, ExitCode code) =>
        (int)(arguments.Gate ? ExitCode.GateFailure : code);
}
