namespace IbkrAgent.Verification.Rules;

/// <summary>Without a zone the host's counts, and its summer time is not New York's.</summary>
public sealed class TimerZoneRule() : GatewayRule("timer-zone", "The timer names the zone of its times")
{
    private const string Key = "OnCalendar=";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Timer.Judge(timer =>
            from expression in Expressions(timer.Text)
            where !NamesZone(expression)
            select Complaint.Fail(
                $"{timer.Name} has {Key}{expression}, which is the host's time and not the exchange's",
                $"sudo systemctl edit {timer.Name}: {Key}{expression} America/New_York"
            )
        );

    /// <summary>Those that count: an empty one begins the list anew (systemd.timer(5)).</summary>
    private static List<string> Expressions(string text)
    {
        List<string> all = [];
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
            if (line == Key)
                all.Clear();
            else if (line.StartsWith(Key, StringComparison.Ordinal))
                all.Add(line[Key.Length..].Trim());

        return all;
    }

    private static bool NamesZone(string expression) =>
        expression.Split(' ')[^1] is var last
        && (last == "UTC" || last.Contains('/', StringComparison.Ordinal))
        && !char.IsAsciiDigit(last[0])
        && last[0] != '*';
}
