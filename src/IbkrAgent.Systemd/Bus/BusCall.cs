namespace IbkrAgent.Systemd.Bus;

/// <summary>A method call whose arguments are all strings, as those of the methods used here are.</summary>
internal sealed record BusCall(
    string Destination,
    string Path,
    string Interface,
    string Member,
    params string[] Arguments
)
{
    /// <summary>The bus starts the service when it is not there, and it ends by itself; systemd is always there.</summary>
    public bool StartsService { get; init; }
}
