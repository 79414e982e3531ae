using System.Text;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>A report for people, on a terminal of 80 columns.</summary>
internal static class StatusText
{
    private const int Indent = 11;

    /// <summary>Incidents; the history has all of them.</summary>
    private const int Shown = 3;

    public static string Of(GatewayReport report, DateTimeOffset at, Paint paint = default)
    {
        var text = new StringBuilder();
        text.AppendLine(ReportText.Headline(report, Painted(report, paint), at));
        foreach (var notice in ReportText.Notices(report))
            Append(text, "!!", notice);

        Append(text, "why", report.Reason);
        if (report.Verdict != Verdict.Degraded) // it is to look here
            Append(text, "next", report.NextStep);
        if (report.WindowChange is { } change)
            Append(text, "window", $"changes at {ReportText.Instant(change)}");
        Append(text, "unit", Unit(report.Unit));
        if (report.Session is { } session)
            Append(text, "session", Session(session, at));
        else
            Append(text, "api", report.Api);
        if (report.Account is { } account)
            Append(text, "account", AccountText.Of(account, $"read {ReportText.Age(at - account.At)} ago"));
        Append(text, "orders", Orders(report.Orders));
        Append(text, "port", HostText.Port(report.Network));
        Append(text, "java", HostText.Java(report.Process));
        Append(text, "memory", HostText.Memory(report.Process));
        Append(text, "login", LoginText.Of(report));
        Append(text, "logins", Logins(report.Budget));
        Append(text, "restarts", RestartText.Next(report));
        Append(text, "restart", RestartText.Last(report.Restart));
        foreach (var inhibitor in report.Inhibitors ?? [])
            Append(
                text,
                "inhibit",
                $"{inhibitor.Name} keeps a restart waiting until {ReportText.Instant(inhibitor.Until)}; {inhibitor.By}"
            );
        foreach (var line in DependentText.Lines(report.Dependents ?? []))
            Append(text, "service", line);
        foreach (var incident in Incidents(report))
            Append(text, "incident", Incident(incident));
        return text.ToString();
    }

    /// <summary>The verdict: green where health-check has nothing to say, red where an alert would call a human.</summary>
    private static string Painted(GatewayReport report, Paint paint)
    {
        var word = report.Verdict.ToString();
        if (HealthStatusRules.Of(report, new(RequireReady: false, Strict: true)) == HealthStatus.Healthy)
            return paint.Green(word);

        return AlertRules.SeverityOf(report) == AlertSeverity.Critical ? paint.Red(word) : paint.Yellow(word);
    }

    /// <summary>What runs is enough where the next start would change nothing.</summary>
    private static string Orders(OrdersReport? orders) =>
        orders switch
        {
            null or { IsUndecided: true } => "",
            { IsRunning: true, IsOutdated: false, Next.IsWithheld: false } => OrdersText.Running(orders),
            _ => $"{OrdersText.Running(orders)}; {OrdersText.Next(orders.Next)}",
        };

    /// <summary>The last ones, with the one that is not over.</summary>
    private static IEnumerable<ToldIncident> Incidents(GatewayReport report)
    {
        var past = report.PastIncidents ?? [];
        return (report.Incident is { } open ? past.Prepend(open) : past).Take(Shown);
    }

    private static string Incident(ToldIncident incident)
    {
        var length = incident.Lasted is { } lasted ? $"for {AlertText.Duration(lasted)}" : "NOT OVER";
        return $"{ReportText.Instant(incident.Began)}, {length}: {string.Join(", ", incident.Codes)}";
    }

    private static string Unit(UnitStatus unit)
    {
        if (!unit.IsKnown)
            return "unknown, systemd was not reached";

        var text = $"{unit.ActiveState} ({unit.SubState})";
        if (unit.MainPid > 0)
            text += Invariant($", process {unit.MainPid}");
        if (unit is { IsActive: true, ActiveSince: { } since })
            text += $", since {ReportText.Instant(since)}";
        if (unit.IsDown && unit.Result is not ("" or "success"))
            text += Invariant($", ended by {unit.Result} with status {unit.ExitStatus}");
        return text;
    }

    private static string Session(SessionReport session, DateTimeOffset at)
    {
        var text = Invariant($"heartbeat answered in {session.Latency.TotalMilliseconds:0} ms, ");
        text += $"{ReportText.Age(at - session.AnsweredAt)} ago";
        if (session.ClockSkew != TimeSpan.Zero)
            text += Invariant($"; the Gateway's clock is {session.ClockSkew.TotalSeconds:0 s ahead;0 s behind}");
        if (session.BrokenFarms.Length > 0)
            text += $"; broken data farms: {session.BrokenFarms}";
        return session.IsReadOnly ? $"{text}; the API is read-only" : text;
    }

    private static string Logins(BudgetReport budget) =>
        string.Join(
            "",
            Invariant($"{budget.ColdLoginsLastHour} of {budget.ColdLoginsPerHour} an hour, "),
            Invariant($"{budget.ColdLoginsLastDay} of {budget.ColdLoginsPerDay} a day; "),
            Invariant($"failed {budget.FailedLoginsInRow} in a row, {budget.FailedLoginsLastDay} a day")
        );

    private static void Append(StringBuilder text, string label, string value)
    {
        if (value.Length == 0)
            return;

        text.Append("  ").Append(label.PadRight(Indent - 2));
        WordWrap.Append(text, value, Indent);
    }
}
