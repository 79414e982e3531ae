namespace IbkrAgent.Cli;

/// <summary>Colours (ECMA-48) where a person sees them; where a program reads, not a byte.</summary>
internal readonly record struct Paint(bool IsOn)
{
    private const string Default = "\e[39m";

    /// <param name="isTerminal">what is written to.</param>
    /// <param name="environment">a variable of it; no-color.org has the first that is asked for.</param>
    public static Paint For(bool isTerminal, Func<string, string?> environment) =>
        new(isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb");

    public string Green(string text) => Of("\e[32m", text);

    public string Yellow(string text) => Of("\e[33m", text);

    public string Red(string text) => Of("\e[31m", text);

    private string Of(string colour, string text) => IsOn ? $"{colour}{text}{Default}" : text;
}
