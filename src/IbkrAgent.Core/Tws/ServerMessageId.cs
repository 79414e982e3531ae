namespace IbkrAgent.Tws;

/// <summary>Numbers of the messages the agent reads; a frame begins with one of them as ASCII digits.</summary>
/// <remarks>The same number means something else in the other direction: <see cref="ClientMessageId"/>.</remarks>
public enum ServerMessageId
{
    OrderStatus = 3,
    ErrorMessage = 4,
    OpenOrder = 5,
    NextValidId = 9,
    ManagedAccounts = 15,
    CurrentTime = 49,
    OpenOrderEnd = 53,
    Position = 61,
    PositionEnd = 62,
    AccountSummary = 63,
    AccountSummaryEnd = 64,
}
