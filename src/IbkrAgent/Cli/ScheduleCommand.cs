using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent schedule</c>: what the clock will bring, without the daemon.</summary>
internal static class ScheduleCommand
{
    private const int DefaultDays = 7;
    private const int MostDays = 31;

    /// <summary>Restarts of one calendar expression that are asked for.</summary>
    private const int MostADay = 24;

    /// <param name="Gateway">null: all of them.</param>
    public sealed record Arguments(int Days, InstanceName? Gateway, bool Json);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var days = new Option<int>("--days")
        {
            CustomParser = ParseDays,
            DefaultValueFactory = _ => DefaultDays,
            Description = $"How far to look, 1 to {MostDays}",
            HelpName = "N",
        };
        var gateway = CommonOptions.Gateway("Only this one, and not all");
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new Command("schedule", "Show what the clock brings: run window, restarts, resets, logins")
        {
            days,
            gateway,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)
                    await runAsync(
                        new(parsed.GetValue(days), parsed.GetValue(gateway), parsed.GetValue(json)),
                        cancellationToken
                    )
        );
        return command;
    }

    /// <param name="readAsync">the times of a timer, so many of each expression.</param>
    /// <param name="zone">of this host.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        Func<string, int, CancellationToken, Task<RestartTimes>> readAsync,
        DateTimeOffset now,
        TimeZoneInfo zone,
        CancellationToken cancellationToken
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } settings)
            return ExitCode.Configuration;

        if (settings.WantedOrComplaint(arguments.Gateway, paths.Settings, terminal) is not { } wanted)
            return ExitCode.Usage;

        var until = now.AddDays(arguments.Days);
        List<GatewaySchedule> schedules = [];
        foreach (var gateway in wanted)
        {
            var times = await readAsync(
                UnitNames.RestartTimer(gateway.Name),
                arguments.Days * MostADay,
                cancellationToken
            );
            var events = Forecast.Of(gateway, times.Times, now, until);
            schedules.Add(new(gateway.Name.ToString(), gateway.Program.TimeZone.Id, events, times.Problem));
        }

        Show(new(now, until, schedules), wanted, arguments.Json, terminal, zone);
        return ExitCode.Ok;
    }

    private static void Show(
        ScheduleDocument document,
        IReadOnlyList<GatewaySettings> gateways,
        bool json,
        Terminal terminal,
        TimeZoneInfo zone
    )
    {
        if (json)
            terminal.Say(JsonSerializer.Serialize(document, ScheduleJson.Default.ScheduleDocument));
        else
            terminal.Out.Write(
                string.Join(
                    '\n',
                    document.Gateways.Zip(gateways, (one, its) => ScheduleText.Of(one, its.Program.TimeZone, zone))
                )
            );
    }

    private static int ParseDays(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= MostDays
        )
            return days;

        result.AddError($"--days: '{text}' is not a number of 1 to {MostDays}");
        return DefaultDays;
    }
}
