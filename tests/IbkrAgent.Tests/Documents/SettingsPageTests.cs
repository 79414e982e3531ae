using System.Text;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>docs/settings.md is made of the shipped agent.ini and of the keys that the program knows.</summary>
public sealed class SettingsPageTests
{
    private static readonly string PagePath = Repository.PathOf("docs/settings.md");

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
            # Settings

            Every key of `/etc/ibkr/agent.ini`, made of the file as it is shipped and of the program. Which of them count on your
            host, and where each comes from: `ibkr-agent settings`. The `.env` files and `config.ini` are explained in themselves.

            """
        );
        foreach (var chapter in ShippedSettingsFile.Read())
        {
            if (chapter.Title.Length > 0)
                page.Append($"\n### {chapter.Title}\n");
            else if (chapter.Section.Length > 0)
                page.Append($"\n## [{chapter.Section}]\n");
            foreach (var block in chapter.Blocks)
                Append(page, block);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ShippedSettingsFile.Block block)
    {
        page.Append('\n');
        foreach (var (line, next) in block.Lines.Zip([.. block.Lines.Skip(1), ""]))
        {
            page.Append(IsExample(line) ? $"    {line.Trim()}" : Escape(line));
            if (IsExample(line) != IsExample(next) && line.Length > 0 && next.Length > 0)
                page.Append('\n');
            else if (!IsExample(line) && ShippedSettingsFile.EndsOnPurpose(line, next))
                page.Append('\\');
            page.Append('\n');
        }

        if (block.Keys is [])
            return;

        page.Append("\n| Key | Default | Allowed |\n|---|---|---|\n");
        foreach (var key in block.Keys)
        {
            var byDefault = key.Default.Length > 0 ? $"`{key.Default}`" : "empty";
            var risk = ShippedSettingsFile.Risk(key) is { } text ? $"; {text}" : "";
            page.Append($"| `{key.Name}` | {byDefault} | {ShippedSettingsFile.Allowed(key)}{risk} |\n");
        }
    }

    private static bool IsExample(string line) => line.StartsWith("  ", StringComparison.Ordinal);

    private static string Escape(string line) => line.Replace("<", "\\<", StringComparison.Ordinal);
}
