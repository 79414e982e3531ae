using System.Text;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>A report for people, on a terminal of 80 columns.</summary>
internal static class StatusText
{
    private const int Width = 80;
    private const int Indent = 11;

    public static string Of(GatewayReport report, DateTimeOffset at)
    {
        var text = new StringBuilder();
        text.AppendLine(ReportText.Headline(report, at));
        foreach (var notice in ReportText.Notices(report))
            Append(text, "!!", notice);

        Append(text, "why", report.Reason);
        Append(text, "next", report.NextStep);
        if (report.WindowChange is { } change)
            Append(text, "window", $"changes at {ReportText.Instant(change)}");
        Append(text, "unit", Unit(report.Unit));
        Append(text, "api", report.Api);
        if (report.Session is { } session)
            Append(text, "session", Session(session, at));
        if (report.Account is { } account)
            Append(text, "account", AccountText.Of(account, $"read {ReportText.Age(at - account.At)} ago"));
        foreach (var line in Orders(report.Orders))
            Append(text, "orders", line);
        Append(text, "port", HostText.Port(report.Network));
        Append(text, "java", HostText.Java(report.Process));
        Append(text, "memory", HostText.Memory(report.Process));
        Append(text, "logins", Logins(report.Budget));
        Append(text, "keeping", report.Keeping?.ToString() ?? "");
        Append(
            text,
            "restarts",
            Invariant($"{report.Budget.RestartsLastHour} of {report.Budget.RestartsPerHour} in the last hour")
        );
        foreach (var line in RestartText.Of(report))
            Append(text, "restart", line);
        foreach (var inhibitor in report.Inhibitors ?? [])
            Append(
                text,
                "inhibit",
                $"{inhibitor.Name} keeps a restart waiting until {ReportText.Instant(inhibitor.Until)}; {inhibitor.By}"
            );
        foreach (var dependent in report.Dependents ?? [])
            Append(text, "service", Dependent(dependent));
        foreach (var incident in Incidents(report))
            Append(text, "incident", Incident(incident));
        return text.ToString();
    }

    private static IEnumerable<string> Orders(OrdersReport? orders) =>
        orders is null or { IsUndecided: true } ? [] : [OrdersText.Running(orders), OrdersText.Next(orders.Next)];

    private static IEnumerable<ToldIncident> Incidents(GatewayReport report)
    {
        var past = report.PastIncidents ?? [];
        return report.Incident is { } open ? past.Prepend(open) : past;
    }

    private static string Incident(ToldIncident incident)
    {
        var length = incident.Lasted is { } lasted ? $"for {AlertText.Duration(lasted)}" : "NOT OVER";
        return $"{ReportText.Instant(incident.Began)}, {length}: {string.Join(", ", incident.Codes)}";
    }

    private static string Dependent(DependentReport dependent)
    {
        var text = $"{dependent.Name} {(dependent.State.Length > 0 ? dependent.State : "unknown")}";
        if (dependent.RestartsLastHour > 0)
            text += Invariant(
                $", {dependent.RestartsLastHour} of {dependent.RestartsPerHour} restarts in the last hour"
            );
        if (dependent.Trouble is { } trouble)
            text += $"; {trouble}";
        if (dependent.RestartAt is { } restart)
            text += $"; restarted at {ReportText.Instant(restart)}";
        if (dependent.LeftAlone)
            text += "; not stopped by the agent, so left alone";
        return dependent.GaveUp is { } why ? $"{text}; NOT RESTARTED ANY MORE: {why}" : text;
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
            Invariant($"{budget.ColdLoginsLastHour} of {budget.ColdLoginsPerHour} in the last hour, "),
            Invariant($"{budget.ColdLoginsLastDay} of {budget.ColdLoginsPerDay} in the last day; "),
            Invariant($"failed: {budget.FailedLoginsInRow} in a row, {budget.FailedLoginsLastDay} in the last day")
        );

    private static void Append(StringBuilder text, string label, string value)
    {
        if (value.Length == 0)
            return;

        text.Append("  ").Append(label.PadRight(Indent - 2));
        var column = Indent;
        foreach (var word in value.Split(' '))
        {
            if (column > Indent && column + word.Length >= Width)
            {
                text.AppendLine().Append(' ', Indent);
                column = Indent;
            }

            if (column > Indent)
                text.Append(' ');
            text.Append(word);
            column += word.Length + 1;
        }

        text.AppendLine();
    }
}
