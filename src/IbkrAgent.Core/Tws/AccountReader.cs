using System.Buffers;
using System.Globalization;
using IbkrAgent.Accounts;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>The part of a session that reads the accounts: requests, rows, end markers, cancellations.</summary>
/// <remarks>
/// Every subscription is cancelled as soon as its answer ended or was given up. Rows that nobody waits for are not even
/// decoded. A row that cannot be read costs its part of the reading, not the session.
/// </remarks>
internal sealed class AccountReader(ArrayBufferWriter<byte> output)
{
    private const int RequestIdsBelow = 900_000; // ours are above; trading programs count from small numbers

    private readonly HashSet<AccountPart> _endOwed = []; // an answer was given up in the middle: its end may come late
    private AccountReading? _reading;
    private int _requestId = RequestIdsBelow;

    public bool IsReading => _reading is not null;

    /// <summary>Every part of the reading was answered, or given up.</summary>
    public bool IsAnswered => _reading is { IsComplete: true };

    /// <param name="withoutOrders">why orders are not asked for; null: they are.</param>
    public void Begin(UnreadCause? withoutOrders, ServerVersion server)
    {
        _reading = new();
        _requestId++;
        Ask(AccountPart.Positions, server);
        if (withoutOrders is { } cause)
            _reading.GiveUp(AccountPart.Orders, cause, Describe(cause));
        else
            Ask(AccountPart.Orders, server);

        Ask(AccountPart.Balances, server);
    }

    /// <summary>Gives up what is still open, and tells what is known.</summary>
    public AccountSnapshot End(DateTimeOffset at, TimeSpan timeout, ServerVersion server)
    {
        var reading = _reading ?? throw new InvalidOperationException("no reading is under way");
        var why = string.Create(CultureInfo.InvariantCulture, $"no end marker within {timeout.TotalSeconds:0.#} s");
        foreach (var part in Enum.GetValues<AccountPart>())
            GiveUp(reading, part, UnreadCause.Failed, why, server);

        _reading = null;
        return reading.ToSnapshot(at);
    }

    /// <summary>Takes a message of the reading; false when nobody waits for it.</summary>
    public bool TryTake(ServerMessageId id, in ReadOnlySequence<byte> payload, ServerVersion server)
    {
        if (PartOf(id) is not { } part)
            return false;

        if (_reading is not { } reading || !reading.IsOpen(part))
        {
            if (id is ServerMessageId.PositionEnd or ServerMessageId.OpenOrderEnd)
                _endOwed.Remove(part);

            return false;
        }

        try
        {
            return TryTake(reading, id, part, payload, server);
        }
        catch (TwsProtocolException e)
        {
            GiveUp(reading, part, UnreadCause.Failed, e.Message, server);
            return true;
        }
    }

    /// <summary>An error may be the answer to one of the requests.</summary>
    public void Take(ErrorMessage notice, bool isReadOnly, ServerVersion server)
    {
        if (_reading is not { } reading)
            return;

        if (notice.RequestId == _requestId && !notice.IsWarning)
            GiveUp(reading, AccountPart.Balances, UnreadCause.Failed, notice.ToString(), server);
        else if (isReadOnly)
            GiveUp(reading, AccountPart.Orders, UnreadCause.ReadOnlyApi, Describe(UnreadCause.ReadOnlyApi), server);
    }

    private bool TryTake(
        AccountReading reading,
        ServerMessageId id,
        AccountPart part,
        in ReadOnlySequence<byte> payload,
        ServerVersion server
    )
    {
        switch (id)
        {
            case ServerMessageId.Position:
                reading.Add(FrameReader.Read<Position>(payload, server));
                break;
            case ServerMessageId.OpenOrder:
                reading.Add(FrameReader.Read<OpenOrder>(payload, server));
                break;
            case ServerMessageId.OrderStatus:
                reading.Add(FrameReader.Read<OrderStatus>(payload, server));
                break;
            case ServerMessageId.AccountSummary:
                var row = FrameReader.Read<AccountSummary>(payload, server);
                if (row.RequestId != _requestId)
                    return false;

                reading.Add(row);
                break;
            case ServerMessageId.AccountSummaryEnd:
                if (FrameReader.Read<AccountSummaryEnd>(payload, server).RequestId != _requestId)
                    return false;

                TakeEnd(reading, part, server);
                break;
            default:
                TakeEnd(reading, part, server);
                break;
        }

        return true;
    }

    private void TakeEnd(AccountReading reading, AccountPart part, ServerVersion server)
    {
        Cancel(part, server);
        if (_endOwed.Remove(part))
        {
            // Whether this ends our answer or the one that was given up cannot be told: one more tells for certain.
            reading.Restart(part);
            Ask(part, server);
            return;
        }

        reading.End(part);
    }

    private void GiveUp(AccountReading reading, AccountPart part, UnreadCause cause, string why, ServerVersion server)
    {
        if (!reading.IsOpen(part))
            return;

        if (reading.HasRows(part) && part != AccountPart.Balances) // these carry a number of their own
            _endOwed.Add(part);

        reading.GiveUp(part, cause, why);
        Cancel(part, server);
    }

    private void Ask(AccountPart part, ServerVersion server)
    {
        switch (part)
        {
            case AccountPart.Positions:
                Send(new PositionsRequest(), server);
                break;
            case AccountPart.Orders:
                Send(new OpenOrdersRequest(), server);
                break;
            case AccountPart.Balances:
                Send(new AccountSummaryRequest(_requestId, AccountReading.Tags), server);
                break;
        }
    }

    private void Cancel(AccountPart part, ServerVersion server)
    {
        if (part == AccountPart.Positions)
            Send(new CancelPositions(), server);
        else if (part == AccountPart.Balances)
            Send(new CancelAccountSummary(_requestId), server);
    }

    private void Send<T>(T message, ServerVersion server)
        where T : ITwsMessage<T> => output.Write(FieldWriter.Encode(message, server));

    private static AccountPart? PartOf(ServerMessageId id) =>
        id switch
        {
            ServerMessageId.Position or ServerMessageId.PositionEnd => AccountPart.Positions,
            ServerMessageId.OpenOrder or ServerMessageId.OrderStatus => AccountPart.Orders,
            ServerMessageId.OpenOrderEnd => AccountPart.Orders,
            ServerMessageId.AccountSummary or ServerMessageId.AccountSummaryEnd => AccountPart.Balances,
            _ => null,
        };

    private static string Describe(UnreadCause cause) =>
        cause == UnreadCause.ReadOnlyApi
            ? "the API is read-only, which withholds orders"
            : "the settings say not to read them";
}
