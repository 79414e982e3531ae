namespace IbkrAgent.GatewaySim.Api;

/// <summary>The requests of clients that get an answer; others are read and ignored.</summary>
internal enum RequestNumber
{
    PlaceOrder = 3,
    CancelOrder = 4,
    OpenOrders = 5,
    AccountUpdates = 6,
    Executions = 7,
    Ids = 8,
    AutoOpenOrders = 15,
    AllOpenOrders = 16,
    ManagedAccounts = 17,
    CurrentTime = 49,
    GlobalCancel = 58,
    Positions = 61,
    AccountSummary = 62,
    CancelAccountSummary = 63,
    CancelPositions = 64,
    AccountUpdatesMulti = 76,
    CompletedOrders = 99,

    /// <summary>From version 197.</summary>
    CurrentTimeInMillis = 105,
}
