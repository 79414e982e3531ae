using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

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
    private bool _hasOthers;
    private bool _hasViewer;
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
        // A host with one gateway: it is always its turn.
        if (!_hasOthers && step.Decisions.Any(decision => decision is Decision.TakeTurn))
            Feed(new SupervisorEvent.TurnTaken(@event.At), output);
        if (step.Decisions.Any(decision => decision is Decision.LookForViewer))
            Feed(new SupervisorEvent.WindowLookedAt(@event.At, _hasViewer), output);
    }

    private static string Describe(Decision decision) =>
        decision switch
        {
            Decision.SetDeadline d => $"SetDeadline {d.Deadline} {d.At:HH:mm:ss}",
            Decision.ClearDeadline d => $"ClearDeadline {d.Deadline}",
            Decision.RestartUnit d => $"RestartUnit #{d.Intent}: {d.Why}",
            Decision.ReloadUnit d => $"ReloadUnit #{d.Intent}: {d.Why}",
            Decision.StopUnit d => $"StopUnit #{d.Intent}: {d.Why}",
            Decision.WouldHave d => $"WouldHave {d.What}",
            Decision.WatchApi d => $"WatchApi {d.Watch}",
            Decision.ShiftDeadlines d => $"ShiftDeadlines {d.By}",
            Decision.SendAlert d => $"SendAlert {d.Alert.Code}: {d.Alert.Text} -> {d.Alert.WhatToDo}",
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
            "stop_patience" => _settings with
            {
                Supervision = policy with { StopPatience = TimeSpan.FromMinutes(Number(words[2])) },
            },
            "trading_mode" => _settings with { TradingMode = Enum.Parse<TradingMode>(words[2], ignoreCase: true) },
            "broker_host" => _settings with { Watch = _settings.Watch with { BrokerHost = words[2] } },
            "restart_orders_at_work" => _settings with
            {
                RestartCheck = _settings.RestartCheck with
                {
                    OrdersAtWork = Enum.Parse<CheckLevel>(words[2], ignoreCase: true),
                },
            },
            "vnc_port" => _settings with { Watch = _settings.Watch with { VncPort = Number(words[2]) } },
            "viewer" => WithViewer(words[2] == "yes"),
            "dependents" => _settings with { Dependents = _settings.Dependents with { Services = [words[2]] } },
            "run_window" => _settings with { Schedule = _settings.Schedule with { Window = new(Week(line)) } },
            "quiet_hours" => _settings with { Schedule = _settings.Schedule with { QuietHours = Week(line) } },
            "broker_resets" => _settings with { Watch = _settings.Watch with { Resets = Week(line) } },
            "token_expiry" => _settings with
            {
                Schedule = _settings.Schedule with
                {
                    TokenExpiry = new(
                        Enum.Parse<DayOfWeek>(words[2]),
                        TimeOnly.Parse(words[3], CultureInfo.InvariantCulture),
                        TimeZoneInfo.Utc
                    ),
                },
            },
            "other-gateways" => WithOthers(),
            // A new daemon begins with what the old one saved.
            "agent-restarted" => Restarted(),
            _ => throw new FormatException($"unknown setting in transcript: {line}"),
        };
    }

    /// <summary>In UTC: <c>set KEY Mon..Fri 10:00-20:00</c>.</summary>
    private static WeeklyWindow Week(string line)
    {
        var window = WeeklyText.ReadWindow(
            line.Split(' ', 3)[2],
            TimeZoneInfo.Utc,
            ExchangeCalendar.Empty,
            out var problem
        );
        return problem.Length == 0 ? window : throw new FormatException($"{line}: {problem}");
    }

    private GatewaySettings WithViewer(bool hasViewer)
    {
        _hasViewer = hasViewer;
        return _settings;
    }

    private GatewaySettings WithOthers()
    {
        _hasOthers = true;
        return _settings;
    }

    private GatewaySettings Restarted()
    {
        _state = SupervisorState.Begin(_state.Memory, Some.Instant);
        return _settings;
    }

    private static SupervisorEvent Parse(string line)
    {
        var words = line.Split(' ', 4);
        var at = TimeOf(Some.Instant, words[1]);
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
            "missing" => new SupervisorEvent.InstallationObserved(at, rest, ControllerMeans.None),
            // Nothing is missing, and IBC has this version.
            "controller-version" => new SupervisorEvent.InstallationObserved(
                at,
                "",
                new IbcController().Commands.MeansOf(Version.Parse(rest))
            ),
            "launch-outdated" => new SupervisorEvent.LaunchObserved(at, IsOutdated: true),
            "settings-changed" => new SupervisorEvent.SettingsChanged(at),
            "hands-off" => new SupervisorEvent.HandsOffObserved(at, rest == "on"),
            "passed" => new SupervisorEvent.DeadlinePassed(at, Enum.Parse<Deadline>(rest)),
            "accepted" => ParseAccepted(at, rest.Split(' ')),
            "finished" => ParseFinished(at, rest.Split(' ')),
            "proof" => new SupervisorEvent.ProofFinished(at, Enum.Parse<SilenceVerdict>(rest), "3 handshakes in 60 s"),
            "restart" => Asked(at, new OperatorWish.Restart(null, rest.Contains("force"), Span(rest))),
            "scheduled-restart" => Asked(at, new OperatorWish.ScheduledRestart("it is due by the timer")),
            "scheduled-login" => Asked(at, new OperatorWish.ScheduledLogin("the login of the week is due")),
            "start" => Asked(at, new OperatorWish.Start(null, rest.Contains("force"), Span(rest))),
            "stop" => Asked(at, new OperatorWish.Stop(null, rest.Contains("force"), Span(rest))),
            "hold" => Asked(at, new OperatorWish.Hold("closing positions", Span(rest))),
            "resume" => Asked(at, new OperatorWish.Resume()),
            "ack" => Asked(at, new OperatorWish.Acknowledge()),
            "reset-counters" => Asked(at, new OperatorWish.ResetCounters()),
            "accounts" => ParseAccounts(at, rest.Split(' ')),
            "luck" => new SupervisorEvent.Shuffled(at, double.Parse(rest, CultureInfo.InvariantCulture)),
            "dependents" => new SupervisorEvent.DependentsGone(at, rest == "gone"),
            "turn" => new SupervisorEvent.TurnTaken(at),
            "slept" => new SupervisorEvent.TimeJumped(at, Span(rest)!.Value, IsSuspend: true),
            "clock-set" => new SupervisorEvent.TimeJumped(at, Span(rest)!.Value, IsSuspend: false),
            "booted" => new SupervisorEvent.HostBooted(at, TimeOf(at, rest)),
            "agent-stopping" => new SupervisorEvent.AgentStopping(at),
            _ => throw new FormatException($"unknown event in transcript: {line}"),
        };
    }

    private static SupervisorEvent.OperatorAsked Asked(DateTimeOffset at, OperatorWish wish) =>
        new(at, 1, "uid 1000", wish);

    /// <summary>The last word, when it is a duration.</summary>
    private static TimeSpan? Span(string text) =>
        DurationText.TryParse(text.Split(' ')[^1], out var span) ? span : null;

    private static DateTimeOffset TimeOf(DateTimeOffset day, string time) =>
        new(
            DateOnly
                .FromDateTime(day.DateTime)
                .ToDateTime(TimeOnly.ParseExact(time, "HH:mm:ss", CultureInfo.InvariantCulture)),
            TimeSpan.Zero
        );

    /// <summary>
    /// <c>TYPES ORDERS</c>, for example <c>STK,FUT 2</c>; a dash for none. The market of the orders never closes.
    /// </summary>
    private static SupervisorEvent.AccountsRead ParseAccounts(DateTimeOffset at, string[] words) =>
        new(at, new(words[0] == "-" ? "" : words[0], words[1] == "0" ? "" : $"CRYPTO {words[1]}"));

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
            "ready-with-broker" => Some.Ready with { Word = UpstreamWord.Later, Connections = null },
            "ready-from-memory" => Some.Ready with { Word = UpstreamWord.AsItBegan },
            "ready-from-memory-unconnected" => Some.Ready with
            {
                Word = UpstreamWord.AsItBegan,
                Connections = new(0, 0),
            },
            "ready-untold-unconnected" => Some.Ready with { Connections = new(0, 0) },
            "ready-untold-unanswered" => Some.Ready with { Connections = new(0, 2) },
            "ready-untold-unseen" => Some.Ready with { Connections = null },
            "ready-from-memory-unseen" => Some.Ready with { Word = UpstreamWord.AsItBegan, Connections = null },
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
