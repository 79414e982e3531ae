using System.Globalization;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Control;

/// <summary><c>gateway-sim ctl</c>: steers a running stand-in, or the next one.</summary>
internal static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(ControlArguments arguments, TextWriter output, TimeProvider clock)
    {
        if (arguments.Command is ["logins"])
        {
            await output.WriteLineAsync(LoginBook.Count(arguments.SettingsPath).ToString(CultureInfo.InvariantCulture));
            return ExitStatus.Ended;
        }

        if (arguments.Keep)
            ScenarioFile.Keep(arguments.SettingsPath, ScenarioChange.Parse(arguments.Command));

        var answer = await AskAsync(arguments, clock);
        if (answer is null && arguments.Keep)
            return ExitStatus.Ended; // nobody runs; the next one reads the file

        if (answer is null)
            throw new SimException(
                ExitStatus.Unavailable,
                $"nothing listens on {ControlSocket.FilePath(arguments.SettingsPath)}: start the gateway, or use --keep"
            );

        if (answer.StartsWith(ControlSocket.Refusal, StringComparison.Ordinal))
            throw new SimException(ExitStatus.Usage, answer[ControlSocket.Refusal.Length..]);

        await output.WriteLineAsync(answer);
        return ExitStatus.Ended;
    }

    /// <summary>Sends the command; null when no process listens, also not after its relaunch.</summary>
    private static async Task<string?> AskAsync(ControlArguments arguments, TimeProvider clock)
    {
        var patience = arguments.Keep ? TimeSpan.Zero : Patience;
        var began = clock.GetTimestamp();
        while (true)
            try
            {
                return await AskOnceAsync(arguments);
            }
            catch (SocketException) when (clock.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Retry, clock);
            }
            catch (SocketException)
            {
                return null;
            }
    }

    private static async Task<string> AskOnceAsync(ControlArguments arguments)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(ControlSocket.EndPoint(arguments.SettingsPath));
        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream, leaveOpen: true) { AutoFlush = true };
        await writer.WriteLineAsync(string.Join(' ', arguments.Command));
        using var reader = new StreamReader(stream);
        try
        {
            var answer = await reader.ReadToEndAsync();
            return answer.Length > 0 ? answer.TrimEnd() : "OK"; // a crash cannot answer
        }
        catch (IOException)
        {
            return "OK";
        }
    }
}
