using System.Globalization;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// The controller's log lines: <c>yyyy-MM-dd HH:mm:ss:SSS IBC: TEXT</c>, in local time without a zone.
/// </summary>
internal sealed class ControllerLog(TextWriter output, TimeProvider clock)
{
    private const int FrameWidth = 79;

    public void Write(string text) =>
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():yyyy-MM-dd HH:mm:ss:fff} IBC: {text}")
        );

    public void Window(string kind, string title, string @event = "Opened") =>
        Write($"detected {kind} entitled: {title}; event={@event}");

    /// <summary>Says, in its frame, why the controller ends itself, and returns the status to end with.</summary>
    public int WriteFatal(ControllerExitCode code, string reason)
    {
        var frame = new string('!', FrameWidth);
        output.WriteLine($"{frame}{Environment.NewLine}{reason}{Environment.NewLine}{frame}");
        Write($"Exiting after error with exit code={(int)code}");
        return ExitStatus.Of(code);
    }
}
