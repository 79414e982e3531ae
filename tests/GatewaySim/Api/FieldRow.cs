using IbkrAgent.Tws;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Several fields at once, for messages of which the agent needs a few or none.</summary>
internal static class FieldRow
{
    public static FieldWriter AddAll(this FieldWriter fields, params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
            fields.Add(value);

        return fields;
    }

    /// <summary>The same value in several fields.</summary>
    public static FieldWriter AddMany(this FieldWriter fields, int count, string value)
    {
        for (var i = 0; i < count; i++)
            fields.Add(value);

        return fields;
    }
}
