using System.Text;

namespace IbkrAgent.Cli;

/// <summary>Lines for a terminal of 80 columns, broken between words.</summary>
internal static class WordWrap
{
    private const int Width = 80;

    /// <summary>With the end of its last line.</summary>
    /// <param name="indent">where the text begins already, and each further line begins as well; in columns.</param>
    public static void Append(StringBuilder text, string words, int indent)
    {
        var column = indent;
        foreach (var word in words.Split(' '))
        {
            if (column > indent && column + word.Length >= Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }

            if (column > indent)
                text.Append(' ');
            text.Append(word);
            column += word.Length + 1;
        }

        text.Append('\n');
    }
}
