using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Verification;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent verify</c>: what is not as it should be, and what to do about it. Changes nothing.</summary>
internal static class VerifyCommand
{
    /// <param name="Gateway">null: all of them.</param>
    /// <param name="Drill">goes through the checklist as well; null: it does not.</param>
    public sealed record Arguments(InstanceName? Gateway, bool List, bool Json, DrillWish? Drill);

    /// <param name="Report">null: one of its own, in the current directory.</param>
    public sealed record DrillWish(string? Report);

    public static Command Create(Func<Arguments, CancellationToken, Task<int>> runAsync)
    {
        var gateway = CommonOptions.Gateway("Only this one, and not all");
        var list = new Option<bool>("--list") { Description = "Name the rules and look at nothing" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var drill = new Option<bool>("--live-drill")
        {
            Description = "Try it out, and write a report; asks before whatever disturbs the Gateway",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Where the drill writes, or goes on after a reboot",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Look whether host, settings and units are as they should be")
        {
            gateway,
            list,
            json,
            drill,
            report,
        };
        command.Validators.Add(result =>
        {
            if (new[] { list, json, drill }.Count(result.GetValue) > 1)
                result.AddError("--list, --json and --live-drill are three things: take one");
            if (result.GetValue(report) is not null && !result.GetValue(drill))
                result.AddError("--report is for --live-drill");
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                runAsync(
                    new(
                        parsed.GetValue(gateway),
                        parsed.GetValue(list),
                        parsed.GetValue(json),
                        parsed.GetValue(drill) ? new(parsed.GetValue(report)) : null
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    /// <returns>The worst grade, or the status of a command that could not look.</returns>
    public static async Task<int> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        Func<AgentSettings, IReadOnlyList<GatewaySettings>, CancellationToken, Task<HostFacts>> lookAsync,
        Func<DrillWish, AgentSettings, IReadOnlyList<GatewaySettings>, CancellationToken, Task<int>> drillAsync,
        CancellationToken cancellationToken
    )
    {
        if (arguments.List)
        {
            await terminal.Out.WriteAsync(VerifyText.List());
            return (int)ExitCode.Ok;
        }

        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } settings)
            return (int)ExitCode.Configuration;

        if (settings.WantedOrComplaint(arguments.Gateway, paths.Settings, terminal) is not { } wanted)
            return (int)ExitCode.Usage;

        if (arguments.Drill is { } drill)
            return await drillAsync(drill, settings, wanted, cancellationToken);

        var facts = await lookAsync(settings, wanted, cancellationToken);
        var document = VerifyDocument.Of(RuleBook.Judge(facts), facts.Now);
        if (arguments.Json)
            terminal.Say(JsonSerializer.Serialize(document, VerifyJson.Default.VerifyDocument));
        else
            await terminal.Out.WriteAsync(VerifyText.Of(document, terminal.Paint));
        return (int)document.Grade;
    }
}
