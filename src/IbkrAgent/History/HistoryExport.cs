using IbkrAgent.Cli;

namespace IbkrAgent.History;

/// <summary>Appends to a file what it does not have yet: from cron, nothing is lost and nothing is there twice.</summary>
/// <remarks>The place is in the file itself: the cursor of its last whole line.</remarks>
internal static class HistoryExport
{
    /// <param name="query">its first instant counts for a file that has nothing yet.</param>
    public static ExitCode Run(string path, HistoryQuery query, IHistoryJournal journal, Terminal terminal)
    {
        try
        {
            using var file = ExportFile.TryOpen(path);
            if (file is null)
            {
                terminal.Diagnose($"another export to {path} is under way: try again");
                return ExitCode.TryAgain;
            }

            foreach (var @event in NewEvents(file, query, journal, terminal))
                file.Append(@event);
            file.Sync();
            return ExitCode.Ok;
        }
        catch (UnauthorizedAccessException exception)
        {
            terminal.Diagnose($"exporting to {path}: {exception.Message}");
            return ExitCode.NotPermitted;
        }
    }

    private static IEnumerable<HistoryEvent> NewEvents(
        ExportFile file,
        HistoryQuery query,
        IHistoryJournal journal,
        Terminal terminal
    )
    {
        if (file.Cursor is not { } cursor)
            return journal.Read(query);

        var rest = query with { Since = null };
        return journal
            .ReadAfter(
                cursor,
                missed: () =>
                    terminal.Diagnose(
                        $"the journal has lost the event with which {file.Path} ended: those after it may be missing"
                    )
            )
            .TakeWhile(@event => !(@event.At > query.Until))
            .Where(rest.Wants);
    }
}
