using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IbkrAgent.Tests.Support;

/// <summary>Telegram's side of what is said to a bot, as "Getting updates" documents it, and of what the bot says.</summary>
internal sealed class ChatUpdates
{
    public const string BotName = "ibkr_test_bot";

    /// <summary>Waits are shorter by that.</summary>
    public const int Hurry = 40;

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _waiting = [];
    private readonly List<ChatReply> _replies = [];
    private int _last;
    private int _polls;
    private int _open;

    /// <summary>A request for messages is answered when there is one, and not before.</summary>
    public bool WaitsForEver { get; set; }

    /// <summary>Requests for messages so far, and those that wait now.</summary>
    public (int All, int Open) Polls
    {
        get
        {
            lock (_gate)
                return (_polls, _open);
        }
    }

    /// <summary>Messages that nobody has confirmed yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public IReadOnlyList<ChatReply> Replies
    {
        get
        {
            lock (_gate)
                return [.. _replies];
        }
    }

    /// <summary>Somebody writes in a chat.</summary>
    /// <returns>The message's number.</returns>
    public int Say(long chat, string text, DateTimeOffset at)
    {
        lock (_gate)
        {
            var id = ++_last;
            _waiting.Add(
                new()
                {
                    ["update_id"] = 1000 + id,
                    ["message"] = new JsonObject
                    {
                        ["message_id"] = id,
                        ["from"] = new JsonObject { ["id"] = 7, ["is_bot"] = false },
                        ["chat"] = new JsonObject { ["id"] = chat, ["type"] = "group" },
                        ["date"] = at.ToUnixTimeSeconds(),
                        ["text"] = text,
                    },
                }
            );
            return id;
        }
    }

    /// <summary>False when it is an alert.</summary>
    public async Task<bool> AnswerAsync(HttpContext context, JsonElement body)
    {
        switch (ChatSchema.MethodOf(context.Request))
        {
            case "getMe":
                await context.Response.WriteAsync(
                    $$$"""{"ok": true, "result": {"id": 4711, "is_bot": true, "username": "{{{BotName}}}"}}"""
                );
                return true;
            case "getUpdates":
                await PollAsync(context, body);
                return true;
            default:
                if (!body.TryGetProperty("reply_parameters", out var reply))
                    return false;

                lock (_gate)
                    _replies.Add(
                        new(
                            body.GetProperty("chat_id").GetString()!,
                            reply.GetProperty("message_id").GetInt32(),
                            body.GetProperty("text").GetString()!
                        )
                    );
                await context.Response.WriteAsync("""{"ok": true, "result": {"message_id": 7, "date": 0}}""");
                return true;
        }
    }

    private async Task PollAsync(HttpContext context, JsonElement body)
    {
        Confirm(body.TryGetProperty("offset", out var offset) ? offset.GetInt64() : 0);
        var wait = TimeSpan.FromSeconds(body.GetProperty("timeout").GetInt32()) / Hurry;
        var isLong = wait > TimeSpan.Zero;
        var end = TimeProvider.System.GetUtcNow() + wait;
        try
        {
            while (Waiting == 0 && isLong && (WaitsForEver || TimeProvider.System.GetUtcNow() < end))
                await Task.Delay(5, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            lock (_gate)
                _open--;
        }

        string answer;
        lock (_gate)
            answer = new JsonArray([.. _waiting.Select(update => update.DeepClone())]).ToJsonString();
        await context.Response.WriteAsync($$$"""{"ok": true, "result": {{{answer}}}}""");
    }

    private void Confirm(long offset)
    {
        lock (_gate)
        {
            _polls++;
            _open++;
            if (offset < 0)
                _waiting.RemoveRange(0, (int)Math.Max(0, _waiting.Count + offset));
            else
                _waiting.RemoveAll(update => update["update_id"]!.GetValue<int>() < offset);
        }
    }
}

/// <param name="To">the message that is answered.</param>
internal sealed record ChatReply(string Chat, int To, string Text);
