using System.CommandLine;
using IbkrAgent.Alerts;
using IbkrAgent.Control;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent test-alert</c>: whether alerts would arrive, in the words of those who take them.</summary>
internal static class TestAlertCommand
{
    /// <remarks>Longer than the daemon gives a channel.</remarks>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    private static readonly string[] Channels = [DiscordWebhook.OwnId, TelegramBot.OwnId, JsonWebhook.OwnId];

    /// <param name="runAsync">its argument is the channel that is meant; null: all of them.</param>
    public static Command Create(Func<string?, CancellationToken, Task<ExitCode>> runAsync)
    {
        var channel = new Option<string?>("--channel")
        {
            Description = $"Only this one: {string.Join(", ", Channels)}",
            HelpName = "CHANNEL",
        };
        channel.AcceptOnlyFromAmong(Channels);
        var command = new Command("test-alert", "Send a test message, and say what the channels answered") { channel };
        command.SetAction(
            async (parsed, cancellationToken) => (int)await runAsync(parsed.GetValue(channel), cancellationToken)
        );
        return command;
    }

    /// <remarks>
    /// The daemon sends it, as it would an alert. Without a daemon it is sent from here, as the alert of last resort is:
    /// then the secrets are read from the file itself.
    /// </remarks>
    public static async Task<ExitCode> RunAsync(
        string? channel,
        Terminal terminal,
        ControlClient daemon,
        HostPaths paths,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var reply = daemon.TestAlert(channel, Timeout);
        if (reply is not ControlReply<OperatorAnswer>.NotThere)
            return terminal.Show(reply);

        terminal.Diagnose("the daemon is not there: the message is sent from here");
        await using var output = new LogOutput(journalStream: null, terminal.Diagnose);
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        var channels = AlertChannels.Open(
            Path.GetDirectoryName(paths.AlertSecrets),
            time,
            loggers.CreateLogger<AlertSender>()
        );
        var answer = await AlertTest.RunAsync(
            channels,
            channel,
            AlertSettings.Default,
            Environment.MachineName,
            time.GetUtcNow(),
            cancellationToken
        );
        return terminal.Show(new ControlReply<OperatorAnswer>.Answered(answer));
    }
}
