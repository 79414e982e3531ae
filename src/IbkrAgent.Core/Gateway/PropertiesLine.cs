namespace IbkrAgent.Gateway;

/// <summary>One logical line of a properties file; a backslash at its end may have joined it from several.</summary>
/// <param name="Text">the line as it stands in the file, without its end.</param>
/// <param name="Key">null for comments and blank lines.</param>
public sealed record PropertiesLine(string Text, string? Key, string Value);
