using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What the broker and the Gateway do, as key and value; what is not said is at its default.</summary>
/// <remarks>The defaults are quick: about 300 ms from the JVM's start to an open API port.</remarks>
internal sealed partial class Scenario
{
    public static readonly Scenario Default = new(ImmutableSortedDictionary<string, string>.Empty);

    private static readonly ImmutableSortedDictionary<string, ScenarioKey> Keys = new ScenarioKey[]
    {
        ScenarioKey.Choice("login_mode", LoginMode.Ok),
        ScenarioKey.Choice("refusal", RefusalMode.WrongPassword),
        ScenarioKey.Choice("token", TokenState.Valid),
        ScenarioKey.Choice("window", WindowState.Alive),
        ScenarioKey.Choice("api", ApiMode.Answer),
        ScenarioKey.Choice("upstream", UpstreamState.Restored),
        ScenarioKey.Text("expected_user"),
        ScenarioKey.Text("expected_password"),
        ScenarioKey.Text("accounts"),
        ScenarioKey.Number("api_port", 0, 65535),
        ScenarioKey.Number("server_version", 193, 200),
        ScenarioKey.Milliseconds("jvm_delay_ms", 50),
        ScenarioKey.Milliseconds("window_delay_ms", 50),
        ScenarioKey.Milliseconds("login_delay_ms", 100),
        ScenarioKey.Milliseconds("refusal_delay_ms", 1200),
        ScenarioKey.Milliseconds("api_delay_ms", 20),
        ScenarioKey.Milliseconds("stop_delay_ms", 300),
        ScenarioKey.Milliseconds("restart_delay_ms", 200),
        ScenarioKey.Milliseconds("second_factor_timeout_ms", 180_000),
        ScenarioKey.Milliseconds("relogin_delay_ms", 5000),
        ScenarioKey.Milliseconds("upstream_repeat_ms", 2000),
    }
        .Concat(ApiKeys.All)
        .Concat(ControllerKeys.All)
        .ToImmutableSortedDictionary(key => key.Name, key => key, StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, string> _values;

    private Scenario(ImmutableSortedDictionary<string, string> values) => _values = values;

    public LoginMode LoginMode => Choice<LoginMode>("login_mode");

    public RefusalMode Refusal => Choice<RefusalMode>("refusal");

    public TokenState Token => Choice<TokenState>("token");

    public WindowState Window => Choice<WindowState>("window");

    public ApiMode Api => Choice<ApiMode>("api");

    public UpstreamState Upstream => Choice<UpstreamState>("upstream");

    /// <summary>
    /// The accounts the API names; empty unless the scenario says so, and then they follow the trading mode.
    /// </summary>
    public string? Accounts => _values.GetValueOrDefault("accounts");

    /// <summary>The API port; zero stands for the one of the trading mode.</summary>
    public int ApiPort => Number("api_port");

    public int ServerVersion => Number("server_version");

    public TimeSpan JvmDelay => Milliseconds("jvm_delay_ms");

    public TimeSpan WindowDelay => Milliseconds("window_delay_ms");

    public TimeSpan LoginDelay => Milliseconds("login_delay_ms");

    public TimeSpan RefusalDelay => Milliseconds("refusal_delay_ms");

    public TimeSpan ApiDelay => Milliseconds("api_delay_ms");

    public TimeSpan StopDelay => Milliseconds("stop_delay_ms");

    public TimeSpan RestartDelay => Milliseconds("restart_delay_ms");

    public TimeSpan SecondFactorTimeout => Milliseconds("second_factor_timeout_ms");

    public TimeSpan ReloginDelay => Milliseconds("relogin_delay_ms");

    public TimeSpan UpstreamRepeat => Milliseconds("upstream_repeat_ms");

    /// <summary>
    /// True when the broker knows these credentials; without expectations it knows any that are not empty.
    /// </summary>
    public bool Knows(string user, Secret password) =>
        IsExpected("expected_user", user) && IsExpected("expected_password", password.Reveal());

    public Scenario With(string name, string value)
    {
        if (!Keys.TryGetValue(name, out var key))
            throw new SimException(
                ExitStatus.Usage,
                $"scenario: {name}: unknown key, known are {string.Join(", ", Keys.Keys)}"
            );

        return key.IsValid(value)
            ? new(_values.SetItem(name, value))
            : throw new SimException(ExitStatus.Usage, $"scenario: {name}: expects {key.Expects}");
    }

    /// <summary>
    /// Adds the <c>key = value</c> lines of a scenario file; blank lines and <c>#</c> comments are skipped.
    /// </summary>
    public Scenario With(IEnumerable<string> lines) =>
        lines
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Aggregate(this, (scenario, pair) => scenario.With(pair[0], pair.ElementAtOrDefault(1) ?? ""));

    /// <summary>The same with these keys at their defaults.</summary>
    public Scenario Without(IEnumerable<string> names) => new(_values.RemoveRange(names));

    /// <summary>What was said, as the lines of a scenario file.</summary>
    public IEnumerable<string> ToLines() => _values.Select(pair => $"{pair.Key}={pair.Value}");

    /// <summary>What holds now, defaults included, without the password.</summary>
    public IEnumerable<string> Describe() =>
        Keys.Keys.Where(name => name != "expected_password").Select(name => $"{name}={Value(name)}");

    private bool IsExpected(string name, string value) =>
        _values.TryGetValue(name, out var expected) ? value == expected : value.Length > 0;

    private string Value(string name) => _values.GetValueOrDefault(name, Keys[name].Default);

    private int Number(string name) => int.Parse(Value(name), CultureInfo.InvariantCulture);

    private TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    private bool Flag(string name) => Value(name) == ScenarioKey.Yes;

    private T Choice<T>(string name)
        where T : struct, Enum => ChoiceText.TryParse<T>(Value(name), out var value) ? value : default;
}
