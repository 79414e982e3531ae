using System.Globalization;
using System.Text;
using IbkrAgent.Dependents;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Dependents;

/// <summary>
/// Plays the lines of a transcript through the rules of the dependents and writes down what they decided.
/// </summary>
/// <remarks>
/// As the supervisor's: blocks, separated by blank lines, of comments (<c>#</c>), settings (<c>set KEY VALUE</c>) and
/// events (<c>at HH:MM:SS EVENT ...</c>), then <c>----</c> and the expected outcome. <c>wake</c> is the next time at
/// which something is due by itself.
/// </remarks>
internal sealed class DependentsTranscript
{
    private GatewaySettings _settings = Some.Settings with
    {
        Dependents = Some.Dependents with { Services = ["bot.service", "api.service"] },
    };
    private DependentsState _state;
    private DateTimeOffset? _wake;

    private DependentsTranscript() => _state = Begin(DependentsMemory.Empty, Some.Instant);

    /// <summary>The transcript with its expectations written anew.</summary>
    public static string Play(string text)
    {
        var transcript = new DependentsTranscript();
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
                Set(line);
            else if (line.StartsWith("at ", StringComparison.Ordinal))
                Feed(Parse(line), output);
        }

        return input.Any(line => line.StartsWith("at ", StringComparison.Ordinal))
            ? string.Join('\n', [.. input, "----", .. Lines(output)])
            : string.Join('\n', input);
    }

    private void Feed(DependentsEvent? @event, StringBuilder output)
    {
        if (@event is null)
            return;

        var before = _state;
        var step = DependentsRules.Decide(before, @event, _settings);
        _state = step.State;
        foreach (var decision in step.Decisions)
            output.Append(CultureInfo.InvariantCulture, $"  {Describe(decision)}\n");
        for (var i = 0; i < _state.Services.Length; i++)
        {
            var (was, now) = (before.Services[i].Memory, _state.Services[i].Memory);
            if (was.Restarts.Length != now.Restarts.Length)
                output.Append(
                    CultureInfo.InvariantCulture,
                    $"  {_state.Services[i].Name}: {now.Restarts.Length} restarts\n"
                );
            if (was.GaveUp != now.GaveUp)
                output.Append(
                    CultureInfo.InvariantCulture,
                    $"  {_state.Services[i].Name}: gave up: {now.GaveUp ?? "no more"}\n"
                );
        }

        var wake = DependentsRules.NextWake(_state, @event.At, _settings);
        if (wake != _wake && wake is not null)
            output.Append(CultureInfo.InvariantCulture, $"  wake {wake:HH:mm:ss}\n");
        _wake = wake;
    }

    private static string[] Lines(StringBuilder output) =>
        output.Length == 0 ? [] : output.ToString().TrimEnd('\n').Split('\n');

    private static string Describe(DependentsDecision decision) =>
        decision switch
        {
            DependentsDecision.RestartUnit d => $"RestartUnit #{d.Intent} {d.Unit}: {d.Why}",
            DependentsDecision.StopUnit d => $"StopUnit #{d.Intent} {d.Unit}: {d.Why}",
            DependentsDecision.WouldHave d => $"WouldHave {d.What}",
            DependentsDecision.Say d => $"Say {d.Unit} {d.What}",
            DependentsDecision.SendAlert d => $"SendAlert {d.Alert.Code}: {d.Alert.Text}",
            DependentsDecision.MarkReady d => $"MarkReady {d.IsReady}",
            DependentsDecision.TellGone d => $"TellGone {d.AreGone}",
            _ => decision.ToString(),
        };

    private void Set(string line)
    {
        var words = line.Split(' ');
        var dependents = _settings.Dependents;
        _settings = words[1] switch
        {
            "mode" => _settings with { Mode = Enum.Parse<AgentMode>(words[2], ignoreCase: true) },
            "delay" => _settings with
            {
                Dependents = dependents with { Delay = TimeSpan.FromSeconds(Number(words[2])) },
            },
            "restart_dependents" => _settings with
            {
                Dependents = dependents with { RestartWithGateway = words[2] == "yes" },
            },
            "restarts_per_hour" => _settings with
            {
                Dependents = dependents with { RestartsPerHour = Number(words[2]) },
            },
            _ => throw new FormatException($"unknown setting in transcript: {line}"),
        };
    }

    private DependentsEvent? Parse(string line)
    {
        var words = line.Split(' ', 4);
        var at = Time(words[1]);
        var rest = words.Length > 3 ? words[3] : "";
        switch (words[2])
        {
            case "gateway":
                return ParseGateway(at, rest.Split(' '));
            case "relaunched":
                return new DependentsEvent.GatewayRelaunched(at);
            case "unit":
                return ParseUnit(at, rest.Split(' '));
            case "health":
                return ParseHealth(at, rest.Split(' ', 2));
            case "finished":
                return ParseFinished(at, rest.Split(' ', 3));
            case "wake":
                return new DependentsEvent.TimePassed(at);
            case "hands-off":
                return new DependentsEvent.HandsOffObserved(at, rest == "on");
            case "may-run":
                return new DependentsEvent.MayRunObserved(at, rest == "yes");
            case "stop-planned":
                return new DependentsEvent.StopPlanned(at, rest == "never" ? null : Time(rest));
            case "reset":
                return new DependentsEvent.CountersReset(at, rest.Length > 0 ? rest : null);
            case "agent-restarted":
                // A new daemon begins with what the old one saved.
                _state = Begin(_state.Memory, at);
                return null;
            default:
                throw new FormatException($"unknown event in transcript: {line}");
        }
    }

    private DependentsState Begin(DependentsMemory memory, DateTimeOffset at) =>
        DependentsState.Begin(memory, _settings, at);

    /// <summary><c>VERDICT RUN [EXPECTED-UNTIL]</c>.</summary>
    private static DependentsEvent.GatewayObserved ParseGateway(DateTimeOffset at, string[] words) =>
        new(
            at,
            Enum.Parse<Verdict>(words[0]),
            words.Length > 1 ? words[1] : "",
            words.Length > 2 ? Time(words[2]) : null
        );

    /// <summary><c>UNIT STATE [RUN [RESULT STATUS]]</c>; <c>UNIT not-found</c>.</summary>
    /// <summary><c>NAME STATE [RUN [RESULT [STATUS]]] [since=LAST-TIME-ACTIVE]</c>.</summary>
    private static DependentsEvent.UnitObserved ParseUnit(DateTimeOffset at, string[] words)
    {
        const string Since = "since=";
        DateTimeOffset? since = words[^1].StartsWith(Since, StringComparison.Ordinal)
            ? Time(words[^1][Since.Length..])
            : null;
        if (since is not null)
            words = words[..^1];
        var unit = Some.Unit(
            words[1] == "not-found" ? "inactive" : words[1],
            words.Length > 2 ? words[2] : "",
            words.Length > 3 ? words[3] : "success",
            words.Length > 4 ? Number(words[4]) : 0
        ) with
        {
            ActiveSince = since,
        };
        return new(at, words[0], words[1] == "not-found" ? unit with { LoadState = "not-found" } : unit);
    }

    private static DependentsEvent.HealthObserved ParseHealth(DateTimeOffset at, string[] words) =>
        new(at, words[0], words[1] == "ok" ? null : words[1]);

    /// <summary><c>INTENT OUTCOME [RESULT]</c>.</summary>
    private static DependentsEvent.ActionFinished ParseFinished(DateTimeOffset at, string[] words) =>
        new(
            at,
            Number(words[0]),
            Enum.Parse<ActionOutcome>(words[1], ignoreCase: true),
            words.Length > 2 ? words[2] : words[1]
        );

    private static DateTimeOffset Time(string text) =>
        new(
            DateOnly
                .FromDateTime(Some.Instant.DateTime)
                .ToDateTime(TimeOnly.ParseExact(text, "HH:mm:ss", CultureInfo.InvariantCulture)),
            TimeSpan.Zero
        );

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
