using System.Globalization;
using System.Text;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// One connection to the command port: a command a line, <c>OK</c>, <c>ERROR</c> or <c>INFO</c> lines back.
/// </summary>
/// <remarks>Commands are case-insensitive and not trimmed: <c>"STOP "</c> is invalid.</remarks>
internal sealed class CommandDialogue(
    Stream stream,
    ControllerSettings settings,
    ControllerVersion version,
    GatewayLife life,
    GatewayExit exit,
    ControllerLog log,
    TimeProvider clock
)
{
    private bool HasMainWindow => life.Stage >= GatewayStage.Authenticating;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await InformAsync("IBC Command Server", cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } command)
        {
            await life.WaitUntilAsync(() => !life.IsFrozen, cancellationToken);
            if (!string.IsNullOrWhiteSpace(command) && !await ObeyAsync(command, cancellationToken))
                return;

            await SendAsync(settings.CommandPrompt, cancellationToken);
        }
    }

    /// <returns>false when the controller closes the connection after it.</returns>
    private async Task<bool> ObeyAsync(string command, CancellationToken cancellationToken)
    {
        log.Write($"CommandServer received command: {command}");
        var name = command.ToUpperInvariant();
        switch (name)
        {
            case var refused when refused == life.Scenario.RefusedCommand:
                return await RefuseAsync(command, cancellationToken);
            case "STOP":
                await StopAsync(cancellationToken);
                return false;
            case "RESTART":
                await RestartAsync(name, pause: false, cancellationToken);
                return false;
            case "PAUSE" when version.CanPause:
                await RestartAsync(name, pause: true, cancellationToken);
                return false;
            case "RECONNECTDATA" when !HasMainWindow:
                exit.Fail(ControllerExitCode.UnhandledException, "Uncaught exception: there is no main window yet");
                return false;
            case "RECONNECTDATA" or "RECONNECTACCOUNT":
                await life.WaitUntilAsync(() => HasMainWindow, cancellationToken);
                await SendAsync("OK \n", cancellationToken);
                return true;
            case "ENABLEAPI":
                await SendAsync("ERROR ENABLEAPI is not valid for the IB Gateway\n", cancellationToken);
                return true;
            case "EXIT":
                await SendAsync("OK Goodbye\n", cancellationToken);
                return false;
            default:
                return await RefuseAsync(command, cancellationToken);
        }
    }

    private async Task<bool> RefuseAsync(string command, CancellationToken cancellationToken)
    {
        log.WriteError($"CommandServer: invalid command received: {command}");
        await SendAsync("ERROR Command invalid\n", cancellationToken);
        return true;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!exit.TryBeginStop())
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
        if (!exit.TryBeginRestart())
        {
            await SendAsync($"ERROR {name} already in progress\n", cancellationToken);
            return;
        }

        await InformAsync(pause ? "Pausing TWS" : "Restarting TWS", cancellationToken);
        await SendAsync($"OK {name} in progress\n", cancellationToken);
        await life.WaitUntilAsync(() => life.IsLoginComplete, cancellationToken);
        var minute = TimeOnly.FromDateTime(clock.GetLocalNow().AddMinutes(1).DateTime);
        var at = minute.ToString("hh:mm tt", CultureInfo.InvariantCulture);
        exit.MoveRestartTime(minute);
        log.Write($"Auto restart time set to {at}");
        await SendAsync($"OK {name} at {at}\n", cancellationToken);
        _ = exit.RestartAsync(pause, cancellationToken);
    }

    private Task InformAsync(string text, CancellationToken cancellationToken) =>
        settings.SuppressesInfo ? Task.CompletedTask : SendAsync($"INFO {text}\n", cancellationToken);

    private async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
}
