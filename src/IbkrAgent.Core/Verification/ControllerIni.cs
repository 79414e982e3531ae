using IbkrAgent.Gateway;

namespace IbkrAgent.Verification;

/// <summary>The controller's settings as the operator wrote them.</summary>
/// <param name="Path">for messages.</param>
public sealed record ControllerIni(string Path, IReadOnlyList<PropertiesLine> Lines)
{
    /// <summary>The value that counts; empty when there is none.</summary>
    public string this[string key] => PropertiesText.Find(Lines, key)?.Trim() ?? "";

    /// <summary>As the controller reads it: true and yes.</summary>
    public bool IsYes(string key) =>
        this[key].Equals("yes", StringComparison.OrdinalIgnoreCase)
        || this[key].Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The remedy for a wrong value.</summary>
    public string Set(string key, string value) => $"set {key}={value} in {Path}";
}
