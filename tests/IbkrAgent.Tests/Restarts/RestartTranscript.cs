using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

/// <summary>Plays the lines of a transcript through the plan of the restarts and writes down what it decided.</summary>
/// <remarks>
/// As the supervisor's: blocks, separated by blank lines, of comments (<c>#</c>), settings (<c>set KEY VALUE</c>) and
/// events (<c>at DAY HH:MM:SS EVENT ...</c>), then <c>----</c> and the expected outcome. <c>look</c> is the next time at
/// which it is looked again by itself. A check is <c>OUTCOME [down] [ready]
/// [critical] [open] [login=DAY/HH:MM:SS] [: WHY]</c>.
/// </remarks>
internal sealed class RestartTranscript
{
    private const string Login = "login=";

    private const string ByItself = "The Gateway's own clock comes anyway: Auto restart time set to 11:45 PM.";

    private GatewaySettings _settings = Some.Settings;
    private RestartPlan _plan = RestartPlan.Begin(RestartPlanMemory.Empty);
    private DateTimeOffset? _look;

    private RestartTranscript() { }

    /// <summary>The transcript with its expectations written anew.</summary>
    public static string Play(string text)
    {
        var transcript = new RestartTranscript();
        var blocks = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return string.Join("\n\n", blocks.Select(block => transcript.PlayBlock(block.Trim('\n')))) + "\n";
    }

    private string PlayBlock(string block)
    {
        var input = block.Split('\n').TakeWhile(line => line != "----").ToArray();
        var output = new StringBuilder();
        foreach (var line in input)
        {
            if (line.StartsWith("set ", StringComparison.Ordinal))
                Set(line.Split(' '));
            else if (line.StartsWith("at ", StringComparison.Ordinal))
                Feed(line, output);
        }

        return input.Any(line => line.StartsWith("at ", StringComparison.Ordinal))
            ? string.Join(
                '\n',
                [.. input, "----", .. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)]
            )
            : string.Join('\n', input);
    }

    private void Set(string[] words)
    {
        var plan = _settings.RestartPlan;
        _settings = words[1] switch
        {
            "restart_at_deadline" => _settings with
            {
                RestartPlan = plan with { AtDeadline = Enum.Parse<RestartAtDeadline>(words[2], ignoreCase: true) },
            },
            "trading_mode" => _settings with { TradingMode = Enum.Parse<TradingMode>(words[2], ignoreCase: true) },
            _ => throw new FormatException($"unknown setting in transcript: {words[1]}"),
        };
    }

    private void Feed(string line, StringBuilder output)
    {
        if (Parse(line) is not { } @event)
            return;

        var step = RestartPlanner.Decide(_plan, @event, _settings, ByItself);
        _plan = step.Plan;
        foreach (var decision in step.Decisions)
            output.Append(CultureInfo.InvariantCulture, $"  {Describe(decision)}\n");
        var look = RestartPlanner.NextLook(_plan, _settings);
        if (look != _look)
            output.Append(
                CultureInfo.InvariantCulture,
                $"  look {(look is { } at ? $"{at:dd HH:mm:ss}" : "at no set time")}\n"
            );
        _look = look;
    }

    private static string Describe(RestartPlanDecision decision) =>
        decision switch
        {
            RestartPlanDecision.AskForRestart d => $"AskForRestart: {d.Why}",
            RestartPlanDecision.AskForLogin d => $"AskForLogin: {d.Why}",
            RestartPlanDecision.Say d => $"Say {d.What}",
            RestartPlanDecision.SendAlert { Alert: var alert } =>
                $"SendAlert {alert.Code} ({alert.Severity}): {alert.Text} {alert.WhatToDo}",
            _ => throw new FormatException($"unknown decision {decision}"),
        };

    private RestartPlanEvent? Parse(string line)
    {
        var words = line.Split(' ', 5);
        var at = Instant(words[1], words[2]);
        var rest = words.Length > 4 ? words[4] : "";
        switch (words[3])
        {
            case "timer":
                return new RestartPlanEvent.TimerObserved(at, rest == "none" ? null : Instant(rest));
            case "gate":
                return new RestartPlanEvent.GateAsked(at, Check(at, rest));
            case "requested":
                return new RestartPlanEvent.Requested(at, rest == "accepted" ? null : rest);
            case "looked":
                return new RestartPlanEvent.Looked(at, Check(at, rest));
            case "run":
                return new RestartPlanEvent.RunObserved(at, rest);
            case "relaunched":
                return new RestartPlanEvent.Relaunched(at);
            case "answered":
                return new RestartPlanEvent.Answered(at, rest == "accepted" ? null : rest);
            case "agent-restarted":
                _plan = RestartPlan.Begin(_plan.Memory);
                return null;
            default:
                throw new FormatException($"unknown event in transcript: {line}");
        }
    }

    private static CheckReport Check(DateTimeOffset at, string text)
    {
        var parts = text.Split(": ", 2);
        var words = parts[0].Split(' ');
        var outcome = words[0] == "cure" ? CheckOutcome.Unknown : Enum.Parse<CheckOutcome>(words[0], ignoreCase: true);
        var why = parts.Length > 1 ? parts[1] : "";
        var level = outcome switch
        {
            CheckOutcome.Block => CheckLevel.Block,
            CheckOutcome.Defer => CheckLevel.Defer,
            _ => CheckLevel.Warn,
        };
        ImmutableArray<CheckFinding> findings = why.Length == 0 ? [] : [new(CheckRule.Verdict, level, why)];
        return new(at, outcome, IsCure: words[0] == "cure", findings)
        {
            IsRunning = !words.Contains("down"),
            IsMarketOpen = words.Contains("open"),
            IsMemoryCritical = words.Contains("critical"),
            IsReady = words.Contains("ready"),
            LoginSince = words.FirstOrDefault(word => word.StartsWith(Login, StringComparison.Ordinal)) is { } login
                ? Instant(login[Login.Length..].Replace('/', ' '))
                : null,
        };
    }

    private static DateTimeOffset Instant(string text) =>
        text.Split(' ') is [var day, var time] ? Instant(day, time) : throw new FormatException(text);

    private static DateTimeOffset Instant(string day, string time) =>
        new(
            new DateOnly(2026, 11, int.Parse(day, CultureInfo.InvariantCulture)),
            TimeOnly.ParseExact(time, "HH:mm:ss", CultureInfo.InvariantCulture),
            TimeSpan.Zero
        );
}
