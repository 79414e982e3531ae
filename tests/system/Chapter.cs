using System.Text.RegularExpressions;

namespace IbkrAgent.SystemTests;

/// <summary>
/// A chapter of docs/operations.md: its commands are done in containers as they stand there, and none is forgotten.
/// </summary>
/// <remarks>
/// What has no sudo is done as the operator: a user in the groups <c>ibkr</c> and <c>systemd-journal</c>. What has is
/// done as root, for want of sudo in the containers. The editor stands in for a person's.
/// </remarks>
internal sealed partial class Chapter
{
    private const string Programs = "(?:sudo|sudoedit|ibkr-agent|systemctl|journalctl|curl)";

    private const string Editor = "/root/editor";
    private const string Script = "/var/tmp/command";

    private const string AsOperator = $$"""
        id YOU >/dev/null 2>&1 || useradd --create-home --groups ibkr,systemd-journal YOU
        runuser --user YOU -- bash {{Script}}
        """;

    private const string StandIns = $$"""
        shopt -s expand_aliases
        sudo() { "$@"; }
        sudoedit() { bash {{Editor}} "$1"; }
        apt() { yes '' | command apt -y "$@"; }
        systemctl() {
            if [ "$1" = edit ]; then
                SYSTEMD_EDITOR='bash {{Editor}}' script --quiet --return --command "systemctl $*" /dev/null </dev/null
            else
                command systemctl "$@"
            fi
        }

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _text;
    private readonly HashSet<string> _left;
    private readonly HashSet<string> _commands;

    /// <summary>What a shell knows from then on.</summary>
    private string _aliases = "";

    public Chapter(string title)
    {
        var all = File.ReadAllText(Path.Combine(Sources.Root, "docs", "operations.md"));
        var begin = all.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"there is no chapter '{title}'");
        var end = all.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        _text = end < 0 ? all[begin..] : all[begin..end];
        _commands = [.. Command().Matches(_text).Select(match => OneLine(match.Groups["command"].Value))];
        Assert.NotEmpty(_commands);
        _left = [.. _commands];
    }

    /// <summary>Does a command with words of the document replaced by those of the test; it has to succeed.</summary>
    /// <returns>what it printed.</returns>
    public async Task<string> DoAsync(Container host, string command, params (string Old, string New)[] words) =>
        (await TryAsync(host, command, words)).OrFail().Text;

    /// <summary>The same for a command that opens an editor, in which a line of bash changes <c>$1</c>.</summary>
    public async Task EditAsync(Container host, string command, string change, params (string Old, string New)[] words)
    {
        host.WriteFile(Editor, $"set -e\n{change}\n");
        await DoAsync(host, command, words);
    }

    /// <summary>The same for a command that may fail.</summary>
    public async Task<CommandResult> TryAsync(Container host, string command, params (string Old, string New)[] words)
    {
        Assert.Contains(command, _commands);
        _left.Remove(command);
        var line = words.Aggregate(
            command,
            (text, word) =>
            {
                Assert.Contains(word.Old, text, StringComparison.Ordinal);
                return text.Replace(word.Old, word.New, StringComparison.Ordinal);
            }
        );
        if (line.StartsWith("alias ", StringComparison.Ordinal))
            _aliases += $"{line}\n";
        var isRoot = command.StartsWith("sudo", StringComparison.Ordinal);
        host.WriteFile(Script, $"{StandIns}cd {(isRoot ? "/root" : "/home/YOU")}\n{_aliases}{line}\n");
        return await host.RunAsync(isRoot ? $"bash {Script}" : AsOperator, host.Token, Patience);
    }

    /// <summary>Indented lines of the document, from one up to the next command or to the end of the block.</summary>
    public string Lines(string first)
    {
        var lines = _text.Split('\n').SkipWhile(line => line.Trim() != first).ToList();
        Assert.NotEmpty(lines);
        var block = lines.TakeWhile(line =>
            line.StartsWith("    ", StringComparison.Ordinal) && !line.StartsWith("    $ ", StringComparison.Ordinal)
        );
        return string.Concat(block.Select(line => $"{line.Trim()}\n"));
    }

    /// <summary>Every command was done, but those named here, and why.</summary>
    public void Done(params (string Command, string Why)[] except)
    {
        Assert.Equal(
            except.Select(one => one.Command).Order(StringComparer.Ordinal),
            _left.Order(StringComparer.Ordinal)
        );
    }

    private static string OneLine(string text) => Space().Replace(text, " ").TrimEnd();

    /// <summary>An indented line without its prompt and comment, or code within a sentence.</summary>
    [GeneratedRegex(
        $"^ {{4,}}(?:[$] (?<command>.+?)|(?<command>{Programs} .+?))(?:  +#.*)?$|`(?<command>{Programs}\\s[^`]+)`",
        RegexOptions.Multiline
    )]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
