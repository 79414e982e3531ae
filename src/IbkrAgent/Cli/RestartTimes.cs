using System.Globalization;
using IbkrAgent.Schedule;

namespace IbkrAgent.Cli;

/// <summary>When a timer elapses next and after that, as systemd reckons.</summary>
/// <param name="Problem">why that is not known, or why it does not elapse; null when it does.</param>
internal sealed record RestartTimes(IReadOnlyList<DateTimeOffset> Times, string? Problem)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="iterations">so many of each calendar expression.</param>
    public static async Task<RestartTimes> ReadAsync(string timer, int iterations, CancellationToken cancellationToken)
    {
        try
        {
            var state = await ChildProgram.ReadAsync(
                ["systemctl", "show", "--property=ActiveState,TimersCalendar", timer],
                Patience,
                cancellationToken
            );
            if (!state.Contains("ActiveState=active\n", StringComparison.Ordinal))
                return new([], $"no restarts by the clock: {timer} is not active");

            List<DateTimeOffset> times = [];
            foreach (var expression in CalendarOutput.Expressions(state))
            {
                var analysis = await ChildProgram.ReadAsync(
                    [
                        "systemd-analyze",
                        "calendar",
                        string.Create(CultureInfo.InvariantCulture, $"--iterations={iterations}"),
                        expression,
                    ],
                    Patience,
                    cancellationToken
                );
                times.AddRange(CalendarOutput.Instants(analysis));
            }

            return new([.. times.Distinct().Order()], null);
        }
        catch (IOException exception)
        {
            return new([], $"when {timer} elapses is not known: {exception.Message}");
        }
    }
}
