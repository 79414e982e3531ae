using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Accounts;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>One reading of the accounts while it is under way: what came so far, and what is still open.</summary>
/// <remarks>
/// A part is open until its end marker, or until it is given up with a reason. A row that cannot be taken throws
/// <see cref="TwsProtocolException"/>.
/// </remarks>
internal sealed class AccountReading
{
    /// <summary>Comma separated tags of the account summary.</summary>
    public const string Tags = $"{NetLiquidation},{TotalCashValue},{BuyingPower}";

    private const string NetLiquidation = "NetLiquidation";
    private const string TotalCashValue = "TotalCashValue";
    private const string BuyingPower = "BuyingPower";

    /// <summary>Far more than any account has; a peer that tells more must not fill our memory.</summary>
    private const int MaxRows = 50_000;

    private readonly Dictionary<(string Account, int ContractId), Position> _positions = [];
    private readonly Dictionary<(long, int, int), OpenOrder> _orders = [];
    private readonly Dictionary<(long, int, int), OrderStatus> _statuses = [];
    private readonly Dictionary<string, AccountBalance> _balances = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountPart, UnreadPart> _unread = [];
    private readonly HashSet<AccountPart> _open = [AccountPart.Positions, AccountPart.Orders, AccountPart.Balances];

    public bool IsComplete => _open.Count == 0;

    public bool IsOpen(AccountPart part) => _open.Contains(part);

    /// <summary>Something of the part came already.</summary>
    public bool HasRows(AccountPart part) =>
        part switch
        {
            AccountPart.Positions => _positions.Count > 0,
            AccountPart.Orders => _orders.Count > 0 || _statuses.Count > 0,
            _ => _balances.Count > 0,
        };

    public void Add(Position position)
    {
        RequireRoom(_positions.Count);
        _positions[(position.Account, position.ContractId)] = position;
    }

    public void Add(OpenOrder order)
    {
        RequireRoom(_orders.Count);
        _orders[KeyOf(order.PermanentId, order.ClientId, order.OrderId)] = order;
    }

    public void Add(OrderStatus status)
    {
        RequireRoom(_statuses.Count);
        _statuses[KeyOf(status.PermanentId, status.ClientId, status.OrderId)] = status;
    }

    public void Add(AccountSummary row)
    {
        RequireRoom(_balances.Count);
        if (row.Tag is not (NetLiquidation or TotalCashValue or BuyingPower))
            return;

        if (!decimal.TryParse(row.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new TwsProtocolException(TwsProblem.BadField, $"{row.Tag} of {row.Account} is not a number");

        var balance = _balances.GetValueOrDefault(row.Account) ?? new(row.Account, row.Currency, null, null, null);
        _balances[row.Account] = row.Tag switch
        {
            NetLiquidation => balance with { NetLiquidation = value },
            TotalCashValue => balance with { TotalCashValue = value },
            _ => balance with { BuyingPower = value },
        };
    }

    /// <summary>Forgets what came of a part: it belongs to an earlier answer.</summary>
    public void Restart(AccountPart part)
    {
        if (part == AccountPart.Positions)
            _positions.Clear();
        else if (part == AccountPart.Orders)
        {
            _orders.Clear();
            _statuses.Clear();
        }
    }

    /// <summary>The end marker of a part came.</summary>
    public void End(AccountPart part)
    {
        if (part == AccountPart.Balances && _balances.Count == 0)
            GiveUp(part, UnreadCause.Failed, "the end marker came before any value");
        else
            _open.Remove(part);
    }

    public void GiveUp(AccountPart part, UnreadCause cause, string why)
    {
        if (_open.Remove(part))
            _unread[part] = new(part, cause, why);
    }

    /// <summary>What is known once no part is open any more.</summary>
    public AccountSnapshot ToSnapshot(DateTimeOffset at) =>
        new(
            at,
            Known(AccountPart.Balances, _balances.Values.OrderBy(b => b.Account, StringComparer.Ordinal)),
            Known(AccountPart.Positions, Positions()),
            Known(AccountPart.Orders, Orders()),
            [.. _unread.Values.OrderBy(unread => unread.Part)]
        );

    private ImmutableArray<T> Known<T>(AccountPart part, IEnumerable<T> rows) =>
        _unread.ContainsKey(part) ? [] : [.. rows];

    private IEnumerable<AccountPosition> Positions() =>
        _positions
            .Values.Where(p => p.Size != 0) // told of contracts that were closed today
            .OrderBy(p => p.Account, StringComparer.Ordinal)
            .ThenBy(p => p.ContractId)
            .Select(p => new AccountPosition(
                p.Account,
                p.ContractId,
                p.Symbol,
                p.SecurityType,
                p.Currency,
                p.LocalSymbol,
                p.Size,
                p.AverageCost
            ));

    private IEnumerable<AccountOrder> Orders() =>
        _orders
            .Select(order => Join(order.Value, _statuses.GetValueOrDefault(order.Key)))
            .Where(order => order.Status is null || !OrderStatusName.IsFinal(order.Status)) // ended meanwhile
            .OrderBy(order => order.PermanentId)
            .ThenBy(order => order.ClientId)
            .ThenBy(order => order.OrderId);

    private static AccountOrder Join(OpenOrder order, OrderStatus? status) =>
        new(
            order.PermanentId,
            order.ClientId,
            order.OrderId,
            order.Account,
            order.Symbol,
            order.SecurityType,
            order.Action,
            order.Quantity,
            order.OrderType,
            order.TimeInForce,
            order.IsAttached,
            status?.Status ?? order.StatusInside,
            status?.Filled,
            status?.Remaining
        );

    /// <summary>The permanent id tells orders apart; one that has none yet has its client and number.</summary>
    private static (long, int, int) KeyOf(long permanentId, int clientId, int orderId) =>
        permanentId != 0 ? (permanentId, 0, 0) : (0, clientId, orderId);

    private static void RequireRoom(int rows)
    {
        if (rows >= MaxRows)
            throw new TwsProtocolException(TwsProblem.BadField, $"there are more than {MaxRows} rows");
    }
}
