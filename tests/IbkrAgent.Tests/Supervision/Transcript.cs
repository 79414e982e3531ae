using System.Globalization;
using System.Text;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

/// <summary>Plays the lines of a transcript through the supervisor and writes down what it decided.</summary>
/// <remarks>
/// A transcript is a sequence of blocks, separated by blank lines: comments (<c>#</c>), settings (<c>set KEY
/// VALUE</c>),
/// events (<c>at HH:MM:SS EVENT ...</c>), then <c>----</c> and the expected outcome.
/// </remarks>
internal sealed class Transcript
{
    private GatewaySettings _settings = Some.Settings;
    private SupervisorState _state = SupervisorState.Begin(SupervisorMemory.Empty, Some.Instant);

    /// <summary>The transcript with its expectations written anew.</summary>
    public static string Play(string text)
    {
        var transcript = new Transcript();
        var blocks = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return string.Join("\n\n", blocks.Select(block => transcript.PlayBlock(block.Trim('\n')))) + "\n";
    }

    private string PlayBlock(string block)
    {
        var input = block.Split('\n').TakeWhile(line => line != "----").ToArray();
        if (!input.Any(line => line.StartsWith("at ", StringComparison.Ordinal)))
        {
            foreach (var line in input)
                Set(line);
            return string.Join('\n', input);
        }

        var output = new StringBuilder();
        foreach (var line in input)
        {
            Set(line);
            if (line.StartsWith("at ", StringComparison.Ordinal))
                Feed(Parse(line), output);
        }

        return string.Join('\n', [.. input, "----", output.ToString().TrimEnd('\n')]);
    }

    private void Feed(SupervisorEvent @event, StringBuilder output)
    {
        var before = _state;
        var step = Supervisor.Decide(before, @event, _settings);
        _state = step.State;
        if (_state.Phase != before.Phase)
            output.Append(CultureInfo.InvariantCulture, $"{before.Phase} -> {_state.Phase}\n");
        if (_state.Finding.Verdict != before.Finding.Verdict)
            output.Append(CultureInfo.InvariantCulture, $"  = {_state.Finding.Verdict}: {_state.Finding.Evidence}\n");
        if (_state.Memory.Latch != before.Memory.Latch)
            output.Append(CultureInfo.InvariantCulture, $"  latch: {_state.Memory.Latch?.Why ?? "cleared"}\n");
        if (_state.Memory.Parked != before.Memory.Parked)
            output.Append(CultureInfo.InvariantCulture, $"  parked: {_state.Memory.Parked}\n");
        if (_state.Plan != before.Plan && _state.Plan.Length > 0)
            output.Append(CultureInfo.InvariantCulture, $"  plan: {_state.Plan}\n");
        foreach (var decision in step.Decisions)
            output.Append(CultureInfo.InvariantCulture, $"  {Describe(decision)}\n");
    }

    private static string Describe(Decision decision) =>
        decision switch
        {
            Decision.SetDeadline d => $"SetDeadline {d.Deadline} {d.At:HH:mm:ss}",
            Decision.ClearDeadline d => $"ClearDeadline {d.Deadline}",
            Decision.RestartUnit d => $"RestartUnit #{d.Intent}: {d.Why}",
            Decision.StopUnit d => $"StopUnit #{d.Intent}: {d.Why}",
            Decision.WouldHave d => $"WouldHave {d.What}",
            Decision.WatchApi d => $"WatchApi {d.Watch}",
            Decision.SendAlert d => $"SendAlert {d.Alert.Code}",
            Decision.Answer d => $"Answer {d.Reply}: {d.Message}",
            _ => decision.GetType().Name,
        };

    private void Set(string line)
    {
        var words = line.Split(' ');
        if (words[0] != "set")
            return;

        var policy = _settings.Supervision;
        _settings = words[1] switch
        {
            "mode" => _settings with { Mode = Enum.Parse<AgentMode>(words[2], ignoreCase: true) },
            "cold_logins_per_hour" => _settings with
            {
                Supervision = policy with { ColdLoginsPerHour = Number(words[2]) },
            },
            "failed_logins_in_row" => _settings with
            {
                Supervision = policy with { FailedLoginsInRow = Number(words[2]) },
            },
            "broker_host" => _settings with { Watch = _settings.Watch with { BrokerHost = words[2] } },
            // A new daemon begins with what the old one saved.
            "agent-restarted" => Restarted(),
            _ => throw new FormatException($"unknown setting in transcript: {line}"),
        };
    }

    private GatewaySettings Restarted()
    {
        _state = SupervisorState.Begin(_state.Memory, Some.Instant);
        return _settings;
    }

    private static SupervisorEvent Parse(string line)
    {
        var words = line.Split(' ', 4);
        var at = new DateTimeOffset(
            DateOnly
                .FromDateTime(Some.Instant.DateTime)
                .ToDateTime(TimeOnly.ParseExact(words[1], "HH:mm:ss", CultureInfo.InvariantCulture)),
            TimeSpan.Zero
        );
        var rest = words.Length > 3 ? words[3] : "";
        return words[2] switch
        {
            "settled" => new SupervisorEvent.Settled(at),
            "unit" => ParseUnit(at, rest.Split(' ')),
            "api" => new SupervisorEvent.ApiObserved(at, ParseApi(rest)),
            "controller" => ParseController(at, rest.Split(' ', 3)),
            "conditions" => ParseConditions(at, rest),
            "java-replaced" => new SupervisorEvent.JavaReplaced(at),
            "broker" => new SupervisorEvent.BrokerProbed(at, rest == "reachable", "no route to host"),
            "job" => ParseJob(at, rest.Split(' ')),
            "gate" => new SupervisorEvent.StartRefused(at, rest),
            "gap" => new SupervisorEvent.JournalGapFound(at),
            "missing" => new SupervisorEvent.InstallationObserved(at, rest),
            "hands-off" => new SupervisorEvent.HandsOffObserved(at, rest == "on"),
            "passed" => new SupervisorEvent.DeadlinePassed(at, Enum.Parse<Deadline>(rest)),
            "accepted" => ParseAccepted(at, rest.Split(' ')),
            "finished" => ParseFinished(at, rest.Split(' ')),
            "proof" => new SupervisorEvent.ProofFinished(at, Enum.Parse<SilenceVerdict>(rest), "3 handshakes in 60 s"),
            "restart" => new SupervisorEvent.RestartRequested(at, 1, "uid 1000", null),
            "ack" => new SupervisorEvent.AcknowledgeRequested(at, 1, "uid 1000"),
            _ => throw new FormatException($"unknown event in transcript: {line}"),
        };
    }

    /// <summary><c>active RUN</c>, <c>failed RUN RESULT STATUS [explained]</c>, <c>inactive</c> ...</summary>
    private static SupervisorEvent.UnitObserved ParseUnit(DateTimeOffset at, string[] words)
    {
        var status = words.Length > 3 ? Number(words[3]) : 0;
        var unit = Some.Unit(
            words[0],
            words.Length > 1 ? words[1] : "",
            words.Length > 2 ? words[2] : "success",
            status
        );
        return new(at, unit, words[^1] == "explained" ? new IbcController().Explain(status) : null);
    }

    /// <summary><c>SIGNAL</c>, <c>SIGNAL RUN</c> of another run, <c>SIGNAL - DETAIL</c>.</summary>
    private static SupervisorEvent.ControllerSaid ParseController(DateTimeOffset at, string[] words) =>
        new(
            at,
            Enum.Parse<GatewaySignal>(words[0]),
            words.Length > 2 ? words[2] : "",
            words.Length > 1 && words[1] != "-" ? words[1] : ""
        );

    /// <summary><c>SOURCE KIND ...</c>; a source alone sees nothing any more.</summary>
    private static SupervisorEvent.ConditionsObserved ParseConditions(DateTimeOffset at, string text)
    {
        var words = text.Split(' ');
        var conditions = words[1..].Select(kind => new Condition(Enum.Parse<ConditionKind>(kind), $"{kind} was seen"));
        return new(at, Enum.Parse<ConditionSource>(words[0]), [.. conditions]);
    }

    private static ApiStatus ParseApi(string text) =>
        text switch
        {
            "ready" => Some.Ready,
            "ready-with-broker" => Some.Ready with { IsUpstreamSeen = true },
            "live-account" => Some.Ready with { Accounts = "U1234567" },
            "upstream-lost" => Some.Ready with
            {
                UpstreamLost = "1100: connectivity between IBKR and the Gateway has been lost",
            },
            "refused" => new ApiStatus.Refused("nobody listens on port 4002"),
            "silent" => new ApiStatus.Silent(ApiStage.Heartbeat, "no answer to the heartbeat within 10 s"),
            "lost" => new ApiStatus.Lost("the Gateway closed the session"),
            "rejected" => new ApiStatus.Rejected("the peer does not speak TWS"),
            _ => throw new FormatException($"unknown API status in transcript: {text}"),
        };

    private static SupervisorEvent.UnitJobSeen ParseJob(DateTimeOffset at, string[] words) =>
        new(at, words[0], (uint)Number(words[1]));

    private static SupervisorEvent.ActionFinished ParseFinished(DateTimeOffset at, string[] words) =>
        new(at, Number(words[0]), words[1], WasTried: words[1] != "untried");

    private static SupervisorEvent.ActionAccepted ParseAccepted(DateTimeOffset at, string[] words) =>
        new(at, Number(words[0]), (uint)Number(words[1]));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
