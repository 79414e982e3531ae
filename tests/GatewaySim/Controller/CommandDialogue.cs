using System.Globalization;
using System.Text;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// One connection to the command port: a command a line, <c>OK</c>, <c>ERROR</c> or <c>INFO</c> lines back.
/// </summary>
/// <param name="once">shared by all connections: a second STOP, on whichever, is an error.</param>
/// <remarks>Commands are case-insensitive and not trimmed: <c>"STOP "</c> is invalid.</remarks>
internal sealed class CommandDialogue(
    Stream stream,
    ControllerSettings settings,
    ControllerVersion version,
    GatewayLife life,
    GatewayExit exit,
    CommandDialogue.StopOnce once,
    ControllerLog log,
    TimeProvider clock
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await InformAsync("IBC Command Server", cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } command)
        {
            await life.WaitUntilAsync(() => !life.IsHung, cancellationToken);
            if (command.Length > 0 && !await ObeyAsync(command, cancellationToken))
                return;

            await SendAsync(settings.CommandPrompt, cancellationToken);
        }
    }

    /// <returns>false when the controller closes the connection after it.</returns>
    private async Task<bool> ObeyAsync(string command, CancellationToken cancellationToken)
    {
        var name = command.ToUpperInvariant();
        log.Write($"CommandServer received command: {name}");
        switch (name)
        {
            case "STOP":
                await StopAsync(cancellationToken);
                return false;
            case "RESTART":
                await RestartAsync(name, pause: false, cancellationToken);
                return false;
            case "PAUSE" when version.CanPause:
                await RestartAsync(name, pause: true, cancellationToken);
                return false;
            case "RECONNECTDATA" when life.Stage < GatewayStage.Authenticating:
                exit.Fail(ControllerExitCode.UnhandledException, "Uncaught exception: there is no main window yet");
                return false;
            case "RECONNECTDATA" or "RECONNECTACCOUNT":
                await SendAsync("OK \n", cancellationToken);
                return true;
            case "ENABLEAPI":
                await SendAsync("ERROR ENABLEAPI is not valid for the IB Gateway\n", cancellationToken);
                return true;
            case "EXIT":
                await SendAsync("OK Goodbye\n", cancellationToken);
                return false;
            default:
                await SendAsync("ERROR Command invalid\n", cancellationToken);
                return true;
        }
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!once.TryBegin())
        {
            await SendAsync("ERROR STOP already in progress\n", cancellationToken);
            return;
        }

        await InformAsync("Closing IBC", cancellationToken);
        await SendAsync("OK Shutting down: STOP command\n", cancellationToken);
        _ = exit.StopAsync(cancellationToken);
    }

    private async Task RestartAsync(string name, bool pause, CancellationToken cancellationToken)
    {
        await InformAsync(pause ? "Pausing TWS" : "Restarting TWS", cancellationToken);
        await SendAsync($"OK {name} in progress\n", cancellationToken);
        await life.WaitUntilAsync(() => life.IsLoggedIn, cancellationToken);
        var at = clock.GetLocalNow().AddMinutes(1).ToString("hh:mm tt", CultureInfo.InvariantCulture);
        log.Write($"Auto restart time set to {at}");
        await SendAsync($"OK {name} at {at}\n", cancellationToken);
        _ = exit.RestartAsync(pause, cancellationToken);
    }

    private Task InformAsync(string text, CancellationToken cancellationToken) =>
        settings.SuppressesInfo ? Task.CompletedTask : SendAsync($"INFO {text}\n", cancellationToken);

    private async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Lets the first STOP through.</summary>
    internal sealed class StopOnce
    {
        private int _begun;

        public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;
    }
}
