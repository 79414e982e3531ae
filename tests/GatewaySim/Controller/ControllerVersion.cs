namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The controller's version, as its file <c>version</c> says it, and what it can.</summary>
/// <remarks>What is no version is taken for the newest one.</remarks>
internal sealed record ControllerVersion(string Text)
{
    public static readonly ControllerVersion Newest = new("3.24.1");

    /// <summary>Seen with a capital in logs of 3.16 and without in logs of 3.18.</summary>
    public bool CapitalisesLines => !IsAtLeast(3, 17);

    /// <summary>Before, a refused login or token stands still at the login window.</summary>
    public bool ColdRestartsAfterRefusal => IsAtLeast(3, 20);

    /// <summary>Before, a slip in the start script makes a cold restart the end.</summary>
    public bool TakesColdRestarts => IsAtLeast(3, 21);

    public bool HandlesLostServer => IsAtLeast(3, 22);

    /// <summary>Framed errors go to standard error, and these versions throw java's away.</summary>
    public bool LosesErrors => IsAtLeast(3, 22) && !IsAtLeast(3, 24);

    public bool SaysExitingAfterError => IsAtLeast(3, 24);

    public bool CanPause => IsAtLeast(3, 24);

    public bool TrimsValues => IsAtLeast(3, 24);

    public static ControllerVersion Read(string ibcPath)
    {
        var path = Path.Combine(ibcPath, "version");
        return File.Exists(path) ? new(File.ReadAllText(path).Trim()) : Newest;
    }

    public override string ToString() => Text;

    private bool IsAtLeast(int major, int minor) =>
        !Version.TryParse(Text, out var version) || version >= new Version(major, minor);
}
