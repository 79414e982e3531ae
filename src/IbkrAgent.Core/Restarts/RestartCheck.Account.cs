using IbkrAgent.Accounts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using static System.FormattableString;

namespace IbkrAgent.Restarts;

/// <summary>What is at stake in the accounts, and whether somebody will have to take the phone.</summary>
public static partial class RestartCheck
{
    private static CheckFinding OfOrders(AccountSnapshot? account, GatewaySettings settings, DateTimeOffset at)
    {
        var policy = settings.RestartCheck;
        if (account?.Has(AccountPart.Orders) != true)
        {
            var why =
                account?.Unread.FirstOrDefault(unread => unread.Part == AccountPart.Orders)?.Why ?? "not read yet";
            return new(
                CheckRule.Orders,
                policy.UnreadOrders,
                $"open orders are not known: {why}",
                GatewayKeys.RestartUnreadOrders.Name
            );
        }

        var atWork = Holdings.Of(account).OrdersAtWork(settings.Schedule.Market, at);
        if (atWork > 0)
            return new(
                CheckRule.Orders,
                policy.OrdersAtWork,
                Invariant($"{atWork} of {account.Orders.Length} open orders are at work"),
                GatewayKeys.RestartOrdersAtWork.Name
            );

        return account.Orders.IsEmpty
            ? Ok(CheckRule.Orders, "no order is open")
            : new(
                CheckRule.Orders,
                policy.RestingOrders,
                Invariant($"{account.Orders.Length} open orders rest at the broker, or their market is closed"),
                GatewayKeys.RestartRestingOrders.Name
            );
    }

    private static CheckFinding OfPositions(AccountSnapshot? account, GatewaySettings settings, DateTimeOffset at)
    {
        if (account?.Has(AccountPart.Positions) != true)
            return new(
                CheckRule.Positions,
                CheckLevel.Warn,
                "positions are not known",
                GatewayKeys.RestartPositions.Name
            );
        if (account.Positions.IsEmpty)
            return Ok(CheckRule.Positions, "nothing is held");

        var byType = account
            .Positions.GroupBy(position => position.SecurityType, StringComparer.Ordinal)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => Invariant($"{type.Count()} {type.Key}{Session(type.Key, settings, at)}"));
        return new(
            CheckRule.Positions,
            settings.RestartCheck.Positions,
            $"held: {string.Join(", ", byType)}",
            GatewayKeys.RestartPositions.Name
        );
    }

    private static bool IsMarketOpen(AccountSnapshot? account, GatewaySettings settings, DateTimeOffset at) =>
        account is not null
        && account
            .Positions.Select(position => position.SecurityType)
            .Concat(account.Orders.Select(order => order.SecurityType))
            .Any(type => settings.Schedule.Market.IsOpen(type, at, extended: true));

    private static string Session(string type, GatewaySettings settings, DateTimeOffset at) =>
        settings.Schedule.Market.IsOpen(type, at, extended: true) ? " (market open)" : "";

    /// <remarks>The unit's age stands for the login's: a login that the controller made later inside is not known
    /// here.</remarks>
    private static CheckFinding OfPhone(GatewayReport gateway, GatewaySettings settings, DateTimeOffset at)
    {
        if (settings.TradingMode == TradingMode.Paper)
            return Ok(CheckRule.Phone, "a paper login does not ask for the phone");
        if (gateway.Verdict is not (Verdict.Ready or Verdict.Degraded))
            return ExpectPhone("a Gateway that does not answer cannot keep its login", settings, at);

        var expired = settings.Schedule.TokenExpiry.Last(gateway.SeenAt);
        return gateway switch
        {
            { ProcessSince: { } since } when since < expired => ExpectPhone(
                $"the broker forgot its logins at {expired:u}",
                settings,
                at
            ),
            { Orders.IsOutdated: true, Keeping.Command: KeepingCommand.Restart } => ExpectPhone(
                "RESTART would keep the login, and what is wanted of orders takes a start of the unit",
                settings,
                at
            ),
            { Keeping: { Trial: KeepingTrial.Kept } kept } => Ok(CheckRule.Phone, $"no phone: {kept}"),
            { Keeping: { } keeping } => ExpectPhone(keeping.ToString(), settings, at),
            _ => ExpectPhone("it is not known whether the controller keeps the login", settings, at),
        };
    }

    private static CheckFinding ExpectPhone(string why, GatewaySettings settings, DateTimeOffset at) =>
        settings.Schedule.QuietHours.EndAt(at) is { } morning
            ? new(
                CheckRule.Phone,
                CheckLevel.Defer,
                $"expect the phone: {why}; and the quiet hours last until {morning:u}",
                GatewayKeys.QuietHours.Name
            )
            : new(CheckRule.Phone, CheckLevel.Warn, $"expect the phone: {why}");
}
