using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>A user of the host.</summary>
/// <param name="Name">null when the number has no name.</param>
public sealed record HostUser(uint Id, string? Name)
{
    /// <summary>What the kernel shows for a user that it cannot name here: anybody.</summary>
    private const uint Overflow = 65534;

    public bool IsKnown => Id != Overflow;

    /// <summary>The name, or the number where there is none.</summary>
    public string ShortName => Name ?? string.Create(CultureInfo.InvariantCulture, $"uid {Id}");

    public override string ToString() =>
        Name is null ? ShortName : string.Create(CultureInfo.InvariantCulture, $"user {Name} (uid {Id})");
}
