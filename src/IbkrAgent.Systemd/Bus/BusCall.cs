namespace IbkrAgent.Systemd.Bus;

/// <summary>A method call whose arguments are all strings, as those of the methods used here are.</summary>
internal sealed record BusCall(
    string Destination,
    string Path,
    string Interface,
    string Member,
    params string[] Arguments
);
