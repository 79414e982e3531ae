namespace IbkrAgent.Gateway;

/// <summary>What the gateway's unit needs to know to launch the controller. Everybody may read it.</summary>
public sealed record LaunchEnvironment(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>The same, and one more.</summary>
    public LaunchEnvironment With(string key, string value) => new([.. Values, new(key, value)]);

    /// <summary>Text of an environment file.</summary>
    /// <exception cref="FormatException">a value has control characters.</exception>
    public string Render() =>
        string.Concat(Values.Select(entry => EnvironmentFileText.Write(entry.Key, entry.Value) + "\n"));
}
