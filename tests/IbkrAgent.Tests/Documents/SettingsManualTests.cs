using System.Text;
using System.Text.RegularExpressions;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>agent.ini(5) is made of the shipped file and of the keys that the program knows, in man(7).</summary>
public sealed partial class SettingsManualTests
{
    private static readonly string PagePath = Repository.PathOf("packaging/man/agent.ini.5");

    /// <summary>UPDATE_GOLDEN=1 writes it anew.</summary>
    [Fact]
    public void The_page_says_what_the_file_and_the_program_say()
    {
        var expected = Page();
        if (Golden.IsUpdated)
            File.WriteAllText(PagePath, expected);
        else
            Assert.Equal(expected, File.ReadAllText(PagePath));
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            .\" Made of etc-ibkr/agent.ini by SettingsManualTests with UPDATE_GOLDEN=1.
            .TH AGENT.INI 5 2026-12-01 "ibkr\-agent 0.1.0" "File Formats"
            .SH NAME
            agent.ini \- settings of ibkr\-agent
            .SH SYNOPSIS
            .I /etc/ibkr/agent.ini
            .SH DESCRIPTION

            """
        );
        foreach (var chapter in ShippedSettingsFile.Read())
        {
            if (chapter.Title.Length > 0)
                page.Append($".SS {Escape(chapter.Title)}\n");
            else if (chapter.Section.Length > 0)
                page.Append($".SH \"SECTION [{Escape(chapter.Section)}]\"\n");
            foreach (var block in chapter.Blocks)
                Append(page, block);
        }

        return page.Append(
                """
                .SH SEE ALSO
                .BR ibkr\-agent (1):
                .B ibkr\-agent settings
                shows which of them count, and where each comes from.

                """
            )
            .ToString();
    }

    private static void Append(StringBuilder page, ShippedSettingsFile.Block block)
    {
        if (block.Keys is [])
            page.Append(".PP\n");
        foreach (var key in block.Keys)
            page.Append(key == block.Keys[0] ? ".TP\n" : ".TQ\n").Append(Headline(key)).Append('\n');
        foreach (var (line, next) in block.Lines.Zip([.. block.Lines.Skip(1), ""]))
        {
            var isExample = line.StartsWith("  ", StringComparison.Ordinal);
            page.Append(line.Length == 0 ? ".PP" : $"{(isExample ? "\\ \\ " : "")}{Escape(line.Trim())}").Append('\n');
            if (isExample || ShippedSettingsFile.EndsOnPurpose(line, next))
                page.Append(".br\n");
        }

        foreach (var risk in block.Keys.Select(ShippedSettingsFile.Risk).OfType<string>().Distinct())
            page.Append($".br\n{Escape(char.ToUpperInvariant(risk[0]) + risk[1..])}.\n");
    }

    private static string Headline(SettingsKey key) =>
        $"\\fB{Escape(key.Name)}\\fR = {Escape(key.Default)} ({Escape(ShippedSettingsFile.Allowed(key))})".Replace(
            " =  (",
            " = (",
            StringComparison.Ordinal
        );

    private static string Escape(string text) =>
        Control()
            .Replace(
                text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal),
                "\\&$0"
            );

    /// <summary>What would be a request at the beginning of a line.</summary>
    [GeneratedRegex("^[.']")]
    private static partial Regex Control();
}
