namespace IbkrAgent.Restarts;

/// <summary>How much each finding counts, as the operator chose.</summary>
/// <param name="Positions">something is held.</param>
/// <param name="RestingOrders">open orders that rest at the broker by themselves.</param>
/// <param name="OrdersAtWork">open orders that do not, while their market is open.</param>
/// <param name="UnreadOrders">the open orders are not known.</param>
/// <param name="OtherClients">other programs are connected with the API.</param>
/// <param name="Inhibitors">somebody has asked that a restart waits.</param>
public sealed record RestartCheckSettings(
    CheckLevel Positions,
    CheckLevel RestingOrders,
    CheckLevel OrdersAtWork,
    CheckLevel UnreadOrders,
    CheckLevel OtherClients,
    CheckLevel Inhibitors
);
