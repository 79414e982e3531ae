using System.Buffers;

namespace IbkrAgent.Systemd.Journal;

/// <summary>The rule for names of fields that a program may send (systemd.journal-fields(7)).</summary>
public static class JournalFieldName
{
    private const int MaximumLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>A-Z, 0-9 and underscore, at most 64 of them, the first a letter.</summary>
    /// <remarks>A leading underscore is kept for the fields that journald itself vouches for.</remarks>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaximumLength && char.IsAsciiLetterUpper(name[0]) && !name.ContainsAnyExcept(Allowed);
}
