using IbkrAgent.Common;
using IbkrAgent.Health;

namespace IbkrAgent.Control;

/// <summary>The part of a request's path that says which gateway is meant.</summary>
internal static class GatewaySegment
{
    /// <summary>No name; can be none, for that has letters and digits alone.</summary>
    private const string Unnamed = "-";

    /// <param name="gateway">null: main, or the only one there is.</param>
    public static string Of(InstanceName? gateway) => gateway?.ToString() ?? Unnamed;

    /// <summary>
    /// The gateway that is meant; null when there is none of the name, or none was named among several.
    /// </summary>
    public static GatewayReport? Find(string segment, IReadOnlyList<GatewayReport> reports)
    {
        var name = segment == Unnamed ? InstanceName.Main.ToString() : segment;
        return reports.FirstOrDefault(report => report.Name == name)
            ?? (segment == Unnamed && reports is [var only] ? only : null);
    }

    /// <summary>Why nothing was found.</summary>
    public static string Problem(string segment, IReadOnlyList<GatewayReport> reports)
    {
        var known = string.Join(", ", reports.Select(report => report.Name));
        return segment == Unnamed
            ? $"which gateway is meant? --gateway NAME says it; there is: {known}"
            : $"there is no gateway of that name; there is: {known}";
    }
}
