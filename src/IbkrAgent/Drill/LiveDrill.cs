using IbkrAgent.Cli;
using IbkrAgent.Verification;

namespace IbkrAgent.Drill;

/// <summary>
/// <c>ibkr-agent verify --live-drill</c>: goes through the checklist on the system that runs, asks before whatever
/// disturbs it, and writes down what it saw.
/// </summary>
/// <param name="answers">what the operator types; its end means no.</param>
internal sealed class LiveDrill(DrillReport report, Terminal terminal, TextReader answers)
{
    /// <returns>Whether nothing failed.</returns>
    public async Task<bool> RunAsync(IEnumerable<DrillStep> steps, CancellationToken cancellationToken)
    {
        var well = true;
        foreach (var step in steps)
        {
            var outcome = await RunAsync(step, cancellationToken);
            report.Add(step, outcome);
            terminal.Say($"{DrillReport.WordOf(outcome.Result)}: {step.Title}");
            if (outcome.Result != DrillResult.Passed)
                terminal.Say($"  {outcome.Evidence.TrimEnd().ReplaceLineEndings("\n  ")}");
            well &= outcome.Result != DrillResult.Failed;
        }

        return well;
    }

    /// <summary>What only somebody at a real Gateway can answer; an empty answer leaves a question open.</summary>
    public async Task AskAsync(IReadOnlyList<OpenQuestion> questions)
    {
        if (!await AgreesAsync($"Go through the {questions.Count} open questions about a real Gateway?"))
            return;

        terminal.Say("An empty answer leaves a question open, a single dot ends.");
        report.Add("## Open questions\n");
        foreach (var question in questions)
        {
            terminal.Say($"\n{question.Id} {question.Title}\n  {question.Drill}");
            switch (await AskAsync("Found: "))
            {
                case null or ".":
                    return;
                case { Length: > 0 } found:
                    report.AddAnswer(question.Id, question.Title, found);
                    break;
            }
        }
    }

    public async Task<bool> AgreesAsync(string question) => await AskAsync($"{question} [y/N] ") is "y" or "Y" or "yes";

    private async Task<DrillOutcome> RunAsync(DrillStep step, CancellationToken cancellationToken)
    {
        if (step.Cost is { } cost && !await AgreesAsync($"{step.Title}: {cost}. Do it?"))
            return DrillOutcome.Left("the operator said no");

        try
        {
            return await step.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DrillOutcome.Of(passed: false, exception.Message);
        }
    }

    private async Task<string?> AskAsync(string question)
    {
        await terminal.Out.WriteAsync(question);
        await terminal.Out.FlushAsync();
        return (await answers.ReadLineAsync())?.Trim();
    }
}
