using System.Text;

namespace IbkrAgent.Bundles;

/// <summary>What may be shown of units: all but the values of variables and of credentials that stand there.</summary>
/// <remarks>Both of unit files (systemctl cat) and of properties (systemctl show), which begin their lines alike.</remarks>
public static class UnitMask
{
    private const string Variables = "Environment=";

    private static readonly string[] Credentials = ["SetCredential=", "SetCredentialEncrypted="];

    /// <summary>Variables that are ours or everybody's, and no secrets.</summary>
    private static readonly string[] Shown = ["DISPLAY", "HOME", "LANG", "PATH", "TZ", "XAUTHORITY"];

    public static MaskedText Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        var masked = 0;
        foreach (var line in LogicalLines(text))
        {
            var begin = line.TrimStart();
            if (begin.StartsWith(Variables, StringComparison.Ordinal))
                shown.Append(Variables).AppendJoin(' ', Words(begin[Variables.Length..]).Select(Variable));
            else if (Array.Find(Credentials, name => begin.StartsWith(name, StringComparison.Ordinal)) is { } name)
                shown.Append(name).Append(Credential(begin[name.Length..]));
            else
                shown.Append(line);
            shown.Append('\n');
        }

        return new(shown.ToString(), masked);

        string Variable(string assignment)
        {
            var equals = assignment.IndexOf('=');
            var name = equals < 0 ? "" : assignment[..equals];
            if (Shown.Contains(name))
                return assignment;

            masked++;
            return $"{name}=***";
        }

        string Credential(string assignment)
        {
            masked++;
            return $"{assignment.Split(':')[0].Trim()}:***";
        }
    }

    /// <summary>Lines, with those that a backslash at the end continues as one (systemd.syntax(7)).</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        var open = "";
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.EndsWith('\\'))
            {
                open += line[..^1] + " ";
                continue;
            }

            yield return open + line;
            open = "";
        }

        if (open.Length > 0)
            yield return open;
    }

    /// <summary>Words between blanks, without their quotes.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                word.Append(text[++i]);
            else if (quote != '\0' ? text[i] == quote : text[i] is '"' or '\'')
                quote = quote == '\0' ? text[i] : '\0';
            else if (quote != '\0' || !char.IsWhiteSpace(text[i]))
                word.Append(text[i]);
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }
}
