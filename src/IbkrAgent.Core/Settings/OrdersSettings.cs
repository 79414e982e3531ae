namespace IbkrAgent.Settings;

/// <summary>Whether clients of the API may send orders, as far as the operator has said it.</summary>
/// <param name="Enabled">null: the controller's settings decide, and nothing else here counts.</param>
/// <param name="ArmFile">has to exist while orders are to be taken, absolute; null: the one of the host's
/// layout.</param>
/// <param name="LiveConfirmed">the accounts whose live orders were confirmed, sorted, comma separated; empty:
/// none.</param>
public sealed record OrdersSettings(bool? Enabled, string? ArmFile, string LiveConfirmed);
