namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The controller's version, as its file <c>version</c> says it; some behaviour depends on it.</summary>
internal sealed record ControllerVersion(string Text)
{
    private static readonly Version FirstWithPause = new(3, 24);

    public bool CanPause => Version.TryParse(Text, out var version) && version >= FirstWithPause;

    public static ControllerVersion Read(string ibcPath)
    {
        var path = Path.Combine(ibcPath, "version");
        return new(File.Exists(path) ? File.ReadAllText(path).Trim() : "");
    }

    public override string ToString() => Text;
}
