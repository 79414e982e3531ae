using System.CommandLine;
using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.History;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent history</c>: what happened and what was done about it, from the journal, without the daemon.</summary>
internal static class HistoryCommand
{
    /// <param name="Limit">null: not given.</param>
    /// <param name="Export">null: show it.</param>
    public sealed record Arguments(
        string? Since,
        string? Until,
        IReadOnlyList<string> Kinds,
        InstanceName? Gateway,
        string? Limit,
        bool Json,
        string? Export
    );

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var since = new Option<string?>("--since")
        {
            Description = $"From when on: {TimeText.Examples}, in the time zone of this host",
            HelpName = "TIME",
        };
        var until = new Option<string?>("--until") { Description = "Until when, likewise", HelpName = "TIME" };
        var kind = new Option<string[]>("--kind")
        {
            Description = $"Only these, may be repeated: {HistoryKinds.Words}",
            HelpName = "KIND",
        };
        kind.CompletionSources.Add([.. HistoryKinds.Words.Split(", ")]);
        var gateway = CommonOptions.Gateway("Only what is about this one");
        var limit = new Option<string?>("--limit")
        {
            Description = $"Only the newest N [default: {HistoryWish.DefaultLimit} without --since, else all]",
            HelpName = "N",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per event and line" };
        var export = new Option<string?>("--export")
        {
            Description = "Append to a file what it does not have yet, as JSON, and print nothing",
            HelpName = "FILE",
        };
        var command = new Command("history", "Show incidents, restarts, logins, and who did what, from the journal")
        {
            since,
            until,
            kind,
            gateway,
            limit,
            json,
            export,
        };
        command.SetAction(parsed =>
            (int)run(
                new(
                    parsed.GetValue(since),
                    parsed.GetValue(until),
                    parsed.GetValue(kind) ?? [],
                    parsed.GetValue(gateway),
                    parsed.GetValue(limit),
                    parsed.GetValue(json),
                    parsed.GetValue(export)
                )
            )
        );
        return command;
    }

    /// <param name="zone">of this host.</param>
    public static ExitCode Run(
        Arguments arguments,
        Terminal terminal,
        IHistoryJournal journal,
        DateTimeOffset now,
        TimeZoneInfo zone
    )
    {
        if (HistoryWish.Of(arguments, now, zone, out var problem) is not { } wish)
            return Complain(terminal, ExitCode.Usage, problem);

        return journal.Access switch
        {
            JournalAccess.Denied => Complain(
                terminal,
                ExitCode.NotPermitted,
                "the system journal may not be read by this user: use sudo, or, to be a member from the next login on: "
                    + "sudo usermod -aG systemd-journal YOU"
            ),
            JournalAccess.Missing => Complain(
                terminal,
                ExitCode.Unavailable,
                "there is no system journal in /var/log/journal or /run/log/journal: is systemd-journald running?"
            ),
            _ when arguments.Export is { } file => HistoryExport.Run(file, wish.Query, journal, terminal),
            _ => Show(wish, arguments.Json, terminal, journal, zone),
        };
    }

    private static ExitCode Show(
        HistoryWish wish,
        bool json,
        Terminal terminal,
        IHistoryJournal journal,
        TimeZoneInfo zone
    )
    {
        var (events, areLeftOut) = wish.Limit is { } limit
            ? Newest(journal, wish.Query, limit)
            : (journal.Read(wish.Query), false);
        var count = json ? PrintJson(events, terminal) : PrintText([.. events], terminal, zone, wish.Query.Until);
        if (count == 0)
            terminal.Diagnose("the journal has no such event");
        if (areLeftOut)
            terminal.Diagnose(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"these are the newest {count} events; --limit N or --since TIME shows older ones"
                )
            );
        return ExitCode.Ok;
    }

    /// <summary>From the end backwards: however long the journal is, only these are read.</summary>
    private static (IEnumerable<HistoryEvent> Events, bool AreLeftOut) Newest(
        IHistoryJournal journal,
        HistoryQuery query,
        int limit
    )
    {
        List<HistoryEvent> newest = [.. journal.ReadBack(query).Take(limit + 1)];
        var areLeftOut = newest.Count > limit;
        return (newest.Take(limit).Reverse(), areLeftOut);
    }

    private static int PrintJson(IEnumerable<HistoryEvent> events, Terminal terminal)
    {
        var count = 0;
        foreach (var @event in events)
        {
            terminal.Out.Write(Encoding.UTF8.GetString(HistoryJson.LineOf(@event)));
            count++;
        }

        return count;
    }

    private static int PrintText(HistoryEvent[] events, Terminal terminal, TimeZoneInfo zone, DateTimeOffset? until)
    {
        foreach (var line in HistoryText.Lines(events, zone, until))
            terminal.Out.WriteLine(line);
        return events.Length;
    }

    private static ExitCode Complain(Terminal terminal, ExitCode exitCode, string problem)
    {
        terminal.Diagnose(problem);
        return exitCode;
    }
}
