using IbkrAgent.Cli;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>One set-up of one gateway: look, ask, show, and only then write.</summary>
/// <param name="typist">null: nobody is asked.</param>
internal sealed class ConfigureSession(
    Terminal terminal,
    HostPaths paths,
    IController controller,
    ConfigurationDraft draft,
    ITypist? typist,
    TimeProvider time
)
{
    /// <exception cref="IOException">not everything could be written; says what was.</exception>
    public ExitCode Run(ConfigurationAnswers answers, bool isDryRun)
    {
        if (draft.Obstacles() is { Count: > 0 } obstacles)
            return Refuse(obstacles);

        var installed = new InstalledPrograms(
            paths,
            controller,
            [draft.Current(answers, GatewayKeys.IbcPath), draft.Current(answers, GatewayKeys.GatewayPath)]
        );
        var suggested = new Suggestions(terminal, draft, installed).Into(answers);
        var questions = typist is null ? null : new Questionnaire(terminal, typist, draft);
        if ((questions is null ? suggested : questions.Ask(answers, suggested)) is not { } wanted)
            return Leave();

        var proposal = draft.Propose(wanted);
        if (proposal.Settings is not { } settings)
            return Refuse(proposal.Problems);

        var gateway = settings.Find(wanted.Gateway)!;
        var next = new NextSteps(paths, controller);
        if (proposal.Changes.Count == 0)
        {
            terminal.Say("nothing to change");
            Say(next.Missing(settings, gateway));
            return ExitCode.Ok;
        }

        terminal.Say("");
        Say(proposal.Changes.SelectMany(change => change.Lines()));
        terminal.Say("");
        if (isDryRun)
            return ExitCode.Ok;
        if (questions is not null && !questions.Agrees("Write this?"))
            return Leave();

        Say(new ChangedFiles(time.GetUtcNow()).Apply(proposal.Changes));
        Say(next.After(proposal.Changes, settings, gateway));
        return ExitCode.Ok;
    }

    private ExitCode Refuse(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            terminal.Diagnose(problem);
        return ExitCode.Configuration;
    }

    private ExitCode Leave()
    {
        terminal.Say("nothing was changed");
        return ExitCode.Failure;
    }

    private void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            terminal.Say(line);
    }
}
