namespace IbkrAgent.Tws;

/// <summary>Numbers of the messages the agent sends; none of them places, changes or binds an order.</summary>
/// <remarks>The same number means something else in the other direction: <see cref="ServerMessageId"/>.</remarks>
public enum ClientMessageId
{
    OpenOrdersRequest = 16,
    CurrentTimeRequest = 49,
    PositionsRequest = 61,
    AccountSummaryRequest = 62,
    CancelAccountSummary = 63,
    CancelPositions = 64,
    StartApi = 71,
}
