using System.Globalization;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// The controller's log lines: <c>yyyy-MM-dd HH:mm:ss:SSS IBC: TEXT</c>, in local time without a zone.
/// </summary>
internal sealed class ControllerLog(TextWriter output, TimeProvider clock, ControllerVersion? version = null)
{
    private const int FrameWidth = 79;

    private readonly ControllerVersion _version = version ?? ControllerVersion.Newest;

    public void Write(string text) => output.WriteLine(Stamp(text));

    /// <summary>Text as a window shows it, which has no stamp.</summary>
    public void WriteRaw(string text) => output.WriteLine(text);

    public void Window(string kind, string title, string @event = "Opened") =>
        Write($"detected {kind} entitled: {title}; event={@event}");

    /// <summary>A dialog opens: what else happens to its window is said before.</summary>
    public void DialogOpens(string title)
    {
        Window("dialog", title, "Activated");
        Window("dialog", title, "Focused");
        Window("dialog", title);
    }

    public void DialogCloses(string title)
    {
        Window("dialog", title, "Lost focus");
        Window("dialog", title, "Deactivated");
        Window("dialog", title, "Closed");
    }

    /// <summary>Says, in its frame, what the controller cannot do.</summary>
    public void WriteError(string problem)
    {
        if (_version.LosesErrors)
            return;

        var frame = new string('!', FrameWidth);
        output.WriteLine(string.Join(Environment.NewLine, frame, Stamp(problem), frame));
    }

    /// <summary>Says why the controller ends itself, and returns the status to end with.</summary>
    public int WriteFatal(ControllerExitCode code, string reason)
    {
        WriteError(reason);
        var exiting = _version.SaysExitingAfterError ? "Exiting after error with" : "Exiting with";
        Write($"{exiting} exit code={(int)code}");
        return ExitStatus.Of(code);
    }

    private string Stamp(string text)
    {
        var now = clock.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss:fff", CultureInfo.InvariantCulture);
        return $"{now} IBC: {(_version.CapitalisesLines ? $"{char.ToUpperInvariant(text[0])}{text[1..]}" : text)}";
    }
}
