using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

/// <summary>What bash completes is the command tree: the shipped script is made of it.</summary>
public sealed class CompletionTests
{
    private static readonly Command Root = Program.Tree(new(TextWriter.Null, TextWriter.Null), HostPaths.Default);
    private static readonly string ScriptPath = Repository.PathOf("packaging/bash-completion/ibkr-agent");

    /// <summary>UPDATE_GOLDEN=1 writes it anew.</summary>
    [Fact]
    public void The_script_knows_the_tree()
    {
        var expected = Script();
        if (Golden.IsUpdated)
            File.WriteAllText(ScriptPath, expected);
        else
            Assert.Equal(expected, File.ReadAllText(ScriptPath));
    }

    private static string Script()
    {
        var options = Commands(Root).SelectMany(command => command.Options).Where(TakesValue).ToList();
        var fixedWords = options.DistinctBy(option => option.Name).Where(option => Words(option) is not []).ToList();
        var files = options.Where(option => option.HelpName == "FILE").Select(option => option.Name);
        var others = options
            .Select(option => option.Name)
            .Except([.. files, "--gateway", .. fixedWords.Select(option => option.Name)]);

        var script = new StringBuilder(
            """
            # Completion for bash. Made of the command tree by CompletionTests with UPDATE_GOLDEN=1.
            # shellcheck shell=bash
            _ibkr_agent() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
                COMPREPLY=()
                case $before in
                    --gateway)
                        words=$(sed -n 's/^\[gateway:\([a-z0-9]*\)\].*/\1/p' /etc/ibkr/agent.ini 2>/dev/null)
                        ;;

            """
        );
        foreach (var option in fixedWords)
            script.Append($"        {option.Name}) words='{string.Join(' ', Words(option))}' ;;\n");
        script.Append(
            $"""
                    {Alternatives(files)})
                        compopt -o filenames 2>/dev/null
                        mapfile -t COMPREPLY < <(compgen -f -- "$word")
                        return
                        ;;
                    {Alternatives(others)}) return ;;
                    *)
                        case ${"{"}COMP_WORDS[1]:-{"}"} in

            """
        );
        foreach (var command in Root.Subcommands.OrderBy(command => command.Name, StringComparer.Ordinal))
            script.Append(
                $"                {command.Name}) words='{string.Join(' ', WordsOf(command).Distinct())}' ;;\n"
            );
        return script
            .Append(
                $"""
                            esac
                            [ "$COMP_CWORD" -gt 1 ] || words='{string.Join(' ', WordsOf(Root))}'
                            ;;
                    esac
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
                {"}"}
                complete -F _ibkr_agent ibkr-agent

                """
            )
            .ToString();
    }

    private static IEnumerable<string> WordsOf(Command command) =>
        [
            .. command.Subcommands.Select(part => part.Name).Order(StringComparer.Ordinal),
            .. command.Subcommands.Where(_ => command != Root).SelectMany(WordsOf),
            .. command.Options.Select(option => option.Name).Append("--help").Distinct().Order(StringComparer.Ordinal),
        ];

    private static bool TakesValue(Option option) =>
        option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private static string[] Words(Option option) =>
        [
            .. option
                .CompletionSources.SelectMany(source => source(CompletionContext.Empty))
                .Select(item => item.Label)
                .Order(StringComparer.Ordinal),
        ];

    private static string Alternatives(IEnumerable<string> names) =>
        string.Join(" | ", names.Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<Command> Commands(Command command) =>
        command.Subcommands.SelectMany(Commands).Prepend(command);
}
