namespace IbkrAgent.Systemd.Bus;

/// <summary>Who wants to know that the bus came or went; both are called on the thread of the bus.</summary>
internal sealed record BusListener(Action Connected, Action<string> Disconnected);
