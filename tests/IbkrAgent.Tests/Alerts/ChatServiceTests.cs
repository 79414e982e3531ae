using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Alerts;

/// <summary>The whole way of an alert, to a service that behaves as documented, and one that misbehaves.</summary>
public sealed class ChatServiceTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly Live<AgentSettings> _settings = new(new([], [], AlertSettings.Default));

    /// <summary>Pauses of seconds are too long for a test, and cannot be set.</summary>
    private readonly FastTime _time = new(factor: 40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    public static TheoryData<string> Services => ["discord", "telegram"];

    /// <summary>Every alert that there is, with more text than a message may have.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_alert_is_as_the_service_documents(string service)
    {
        await using var server = await ChatServer.StartAsync();
        var long_ = new string('*', 5000);
        Alert[] alerts =
        [
            .. AlertCatalog.All.Select(alert => Some(alert.Code, incident: alert.Code)),
            Some("gateway-down") with
            {
                Title = long_,
                Text = long_,
                WhatToDo = long_,
            },
        ];

        foreach (var alert in alerts)
            Assert.IsType<WebAnswer.Taken>(
                await Channel(service, server)
                    .SendAsync(alert, AlertSettings.Default with { DiscordMention = new(IsRole: false, "815") }, Token)
            );

        Assert.Equal(alerts.Select(alert => alert.Code), server.Taken);
        Assert.Empty(server.Complaints);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Whatever_goes_wrong_everything_arrives_once_and_in_order(string service)
    {
        await using var server = await ChatServer.StartAsync(
            ChatMischief.RateLimited,
            ChatMischief.Unavailable,
            ChatMischief.None,
            ChatMischief.RateLimitedGlobally,
            ChatMischief.Reset,
            ChatMischief.Slow,
            ChatMischief.None,
            ChatMischief.BadJson
        );

        await DeliverAsync(service, server, "gateway-down", "approval-needed", "login-failed");

        Assert.Equal(["gateway-down", "approval-needed", "login-failed"], server.Taken);
        Assert.Empty(server.Complaints);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Only_a_message_whose_answer_was_lost_comes_twice(string service)
    {
        await using var server = await ChatServer.StartAsync(ChatMischief.None, ChatMischief.AnswerLost);

        await DeliverAsync(service, server, "gateway-down", "approval-needed", "login-failed");

        Assert.Equal(["gateway-down", "approval-needed", "approval-needed", "login-failed"], server.Taken);
    }

    /// <summary>Sends alerts of one incident, until nothing waits any more.</summary>
    private async Task DeliverAsync(string service, ChatServer server, params string[] codes)
    {
        using var loggers = LoggerFactory.Create(_ => { });
        var paths = new HostPaths(_root.Path);
        using var sender = new AlertSender(
            [Channel(service, server)],
            paths,
            _settings,
            _time,
            loggers.CreateLogger<AlertSender>()
        );
        foreach (var code in codes)
            sender.Send(Some(code));
        await sender.StartAsync(Token);

        await Eventually.HoldsAsync(() =>
            new OutboxFile(paths.Outbox(service)).Read(_time.GetUtcNow()).Outbox.Next is null
        );
        await sender.StopAsync(Token);
    }

    private IAlertChannel Channel(string service, ChatServer server)
    {
        var timeout = TimeSpan.FromSeconds(10);
        return service == "discord"
            ? DiscordWebhook.TryCreate(new Secret(server.Url + ChatServer.DiscordPath), timeout, _time)!
            : TelegramBot.TryCreate(
                new Secret(server.Url),
                new Secret("4711:s3cret"),
                new Secret("-1001"),
                timeout,
                _time
            )!;
    }

    private static Alert Some(string code, string incident = "main-1") =>
        new(
            code,
            AlertSeverity.Warning,
            "main",
            "Gateway main is down",
            "What was seen.",
            "What to do.",
            TimeProvider.System.GetUtcNow(),
            incident
        );
}
