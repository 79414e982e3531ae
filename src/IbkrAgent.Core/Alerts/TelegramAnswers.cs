using System.Globalization;
using IbkrAgent.Accounts;
using IbkrAgent.Common;
using IbkrAgent.Health;
using static System.FormattableString;

namespace IbkrAgent.Alerts;

/// <summary>The answers to questions in Telegram's chat: plain text, and account numbers shortened.</summary>
public static class TelegramAnswers
{
    /// <summary>In characters, of one message.</summary>
    private const int LongestText = 4096;

    private const int LongestLine = 400;

    /// <summary>Of positions, and of orders, of one account.</summary>
    private const int MostRows = 25;

    private const int MostAccounts = 5;

    private const string Unread = "cannot be read";

    /// <summary>
    /// Each gateway as <c>ibkr-agent status</c> shows it, and what its accounts have: as many rows of it as fit.
    /// </summary>
    public static string Status(IReadOnlyList<GatewayReport> reports, DateTimeOffset at)
    {
        var rows = MostRows;
        var text = Text(reports.Select(report => Gateway(report, at, rows)));
        while (text.Length > LongestText && rows > 0)
        {
            rows--;
            text = Text(reports.Select(report => Gateway(report, at, rows)));
        }

        return AlertText.Cut(text, LongestText);
    }

    /// <summary>The agent, each gateway on one line, the host.</summary>
    public static string Server(
        AgentReport agent,
        IReadOnlyList<GatewayReport> reports,
        HostReading host,
        DateTimeOffset at
    ) => AlertText.Cut(Text([Agent(agent, reports, at), Host(host)]), LongestText);

    private static IEnumerable<string> Gateway(GatewayReport report, DateTimeOffset at, int rows)
    {
        yield return ReportText.Headline(report, at);
        foreach (var notice in ReportText.Notices(report))
            yield return notice;
        yield return $"Why: {report.Reason}";
        if (report.NextStep.Length > 0)
            yield return $"Next: {report.NextStep}";
        if (report.Account is not { } snapshot)
        {
            yield return "The accounts have not been read yet.";
            yield break;
        }

        var accounts = AccountText.Accounts(snapshot);
        foreach (var line in accounts.Take(MostAccounts).SelectMany(account => Account(account, snapshot, rows)))
            yield return line;
        if (accounts.Count > MostAccounts)
            yield return Invariant($"{accounts.Count - MostAccounts} more accounts");
        foreach (var part in AccountText.NotRead(snapshot))
            yield return part;
        yield return $"The accounts were read {ReportText.Age(at - snapshot.At)} ago.";
    }

    private static IEnumerable<string> Account(string account, AccountSnapshot snapshot, int rows) =>
        [
            AccountText.Summary(account, snapshot),
            .. snapshot.Balances.Where(balance => balance.Account == account).SelectMany(Money),
            .. Rows(snapshot.Positions.Where(own => own.Account == account).Select(Position), rows, "positions"),
            .. Rows(snapshot.Orders.Where(own => own.Account == account).Select(Order), rows, "open orders"),
        ];

    private static IEnumerable<string> Money(AccountBalance balance)
    {
        string[] amounts =
        [
            .. balance.TotalCashValue is { } cash ? [Invariant($"cash {cash:#,0.##}")] : Array.Empty<string>(),
            .. balance.BuyingPower is { } power ? [Invariant($"buying power {power:#,0.##}")] : Array.Empty<string>(),
        ];
        return amounts.Length > 0 ? [$"  {string.Join(", ", amounts)} {balance.Currency}".TrimEnd()] : [];
    }

    private static string Position(AccountPosition position) =>
        Invariant($"{position.Size:#,0.####} {position.Contract}")
        + (position.AverageCost is { } cost ? Invariant($" at {cost:#,0.####} {position.Currency}") : "");

    private static string Order(AccountOrder order) =>
        Invariant($"order {order.PermanentId}: {order.Content} {order.TimeInForce}, {order.Progress}");

    private static IEnumerable<string> Rows(IEnumerable<string> all, int most, string what)
    {
        var lines = all.ToArray();
        foreach (var line in lines.Take(most))
            yield return $"  {line}";
        if (lines.Length > most)
            yield return Invariant($"  {lines.Length - most} {(most > 0 ? "more " : "")}{what}");
    }

    private static IEnumerable<string> Agent(
        AgentReport agent,
        IReadOnlyList<GatewayReport> reports,
        DateTimeOffset at
    ) =>
        [
            $"ibkr-agent {agent.Version}, since {ReportText.Instant(agent.Since)} ({ReportText.Age(at - agent.Since)})",
            .. agent.Complaint.Length > 0 ? [agent.Complaint] : Array.Empty<string>(),
            .. reports.Select(report =>
                string.Join("; ", [ReportText.Headline(report, at), .. ReportText.Notices(report)])
            ),
        ];

    private static IEnumerable<string> Host(HostReading host) =>
        [
            $"Host: up {ReportText.Age(host.Up)}",
            $"Load: {(host.Load is { } load ? Invariant($"{load.One:0.00} {load.Five:0.00} {load.Fifteen:0.00} on {host.Processors} processors") : Unread)}",
            $"Memory: {Amount(host.Memory, 1L << 20, "MiB available")}",
            $"Disk, /var: {Amount(host.Disk, 1L << 30, "GiB free")}",
            $"Clock: {(host.IsClockSynchronised is { } isRight ? isRight ? "synchronised" : "NOT synchronised" : Unread)}",
        ];

    private static string Amount(HostAmount? amount, long unit, string what) =>
        amount is null
            ? Unread
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{amount.Available / unit:N0} of {amount.Total / unit:N0} {what}"
            );

    /// <summary>Paragraphs of lines, with nothing in them that has no business in a chat.</summary>
    private static string Text(IEnumerable<IEnumerable<string>> paragraphs) =>
        AccountNumbers.Shorten(
            string.Join(
                "\n\n",
                paragraphs.Select(lines =>
                    string.Join('\n', lines.Select(line => AlertText.Cut(OneLine.Of(line), LongestLine)))
                )
            )
        );
}
