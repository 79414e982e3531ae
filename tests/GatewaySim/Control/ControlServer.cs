using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Control;

/// <summary>Obeys what <c>gateway-sim ctl</c> sends, also while everything else hangs.</summary>
internal sealed class ControlServer(string settingsPath, GatewayLife life, GatewayExit exit, ControllerLog log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        File.Delete(ControlSocket.FilePath(settingsPath)); // of a process that was killed
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(ControlSocket.EndPoint(settingsPath));
        listener.Listen();
        while (true)
            await ServeAsync(await listener.AcceptAsync(cancellationToken), cancellationToken);
    }

    private async Task ServeAsync(Socket peer, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(peer, ownsSocket: true);
        using var reader = new StreamReader(stream);
        try
        {
            if (await reader.ReadLineAsync(cancellationToken) is not { } command)
                return;

            await using var writer = new StreamWriter(stream);
            await writer.WriteLineAsync(Obey(command.Split(' ', 3), cancellationToken).AsMemory(), cancellationToken);
        }
        catch (IOException)
        {
            // the client went away
        }
    }

    private string Obey(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return command switch
            {
                ["status"] => Describe(),
                ["set", ..] or ["scenario", _] => Do(() => life.Apply(ScenarioChange.Parse(command))),
                ["login", "ok"] => Do(FinishLogin),
                ["dialog", "dismiss"] => Do(DismissDialog),
                ["second-factor", var text] when ChoiceText.TryParse<SecondFactorAnswer>(text, out var answer) => Do(
                    () =>
                        life.Answer(answer)
                ),
                ["hang"] => Do(life.Freeze),
                ["crash", var status] => Do(() => Environment.Exit(Status(status))),
                ["exit", var code] => Do(() => exit.Fail((ControllerExitCode)Status(code), "It was told to end")),
                ["restart"] => Do(() => _ = exit.RestartAsync(pause: false, cancellationToken)),
                _ => $"{ControlSocket.Refusal}unknown command '{string.Join(' ', command)}'",
            };
        }
        catch (SimException e)
        {
            return $"{ControlSocket.Refusal}{e.Message}";
        }
    }

    private string Describe() =>
        string.Join(
            Environment.NewLine,
            [
                $"pid={Environment.ProcessId}",
                $"stage={ChoiceText.Of(life.Stage)}",
                $"login_attempts={life.LoginAttempts}",
                $"hung={(life.IsFrozen ? "yes" : "no")}",
                $"dialog={life.Dialog}",
                .. life.Scenario.Describe(),
            ]
        );

    private void FinishLogin()
    {
        DismissDialog();
        life.ForceLogin();
    }

    private void DismissDialog()
    {
        if (life.Dialog is { } title)
            log.DialogCloses(title);

        life.DismissDialog();
    }

    private static string Do(Action action)
    {
        action();
        return "OK";
    }

    private static int Status(string text) =>
        int.TryParse(text, out var status)
            ? status
            : throw new SimException(ExitStatus.Usage, $"'{text}' is not an exit status");
}
