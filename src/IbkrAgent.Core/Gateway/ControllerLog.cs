namespace IbkrAgent.Gateway;

/// <summary>
/// Turns a line of the controller's log into what it means for us. Lines without a meaning allocate nothing.
/// </summary>
/// <remarks>
/// Shapes of IBC 3.19 to 3.24; older versions capitalise differently, so case is ignored. See docs/controller.md.
/// "Waiting for Login frame to become SecondFactorAuthenticationDialog" is printed for every live login and means
/// nothing.
/// </remarks>
public static class ControllerLog
{
    private const string Prefix = "IBC: ";

    /// <summary>The controller's script announces each Java process with this line, which has no time stamp.</summary>
    private const string Launch = "Starting Gateway with this command:";

    public static ControllerLine? Classify(ReadOnlySpan<char> line)
    {
        var prefix = line.IndexOf(Prefix, StringComparison.Ordinal);
        if (prefix < 0)
            return line.StartsWith(Launch, StringComparison.OrdinalIgnoreCase) ? new(GatewaySignal.ProcessStarted) : null;

        var text = line[(prefix + Prefix.Length)..].Trim();
        return text switch
        {
            _ when Is(text, "Login has completed") => new(GatewaySignal.LoginCompleted),
            _ when Begins(text, "Re-starting session") => new(GatewaySignal.SessionResumed),
            _ when Begins(text, "Login attempt:") => new(GatewaySignal.LoginAttempted),
            _ when Begins(text, "Second Factor Authentication initiated") => new(GatewaySignal.SecondFactorRequested),
            _ when Begins(text, "Login failed") => new(GatewaySignal.LoginFailed),
            _ when Has(text, "Too many failed login attempts") => new(GatewaySignal.TooManyFailedLogins),
            _ when IsDialog(text, "Unrecognized Username or Password") => new(GatewaySignal.LoginFailed),
            _ => (ControllerLine?)null,
        };
    }

    private static bool IsDialog(ReadOnlySpan<char> text, string title) =>
        Begins(text, "detected dialog entitled:") && Has(text, title) && Has(text, "event=Opened");

    private static bool Is(ReadOnlySpan<char> text, string whole) =>
        text.Equals(whole, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(ReadOnlySpan<char> text, string start) =>
        text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool Has(ReadOnlySpan<char> text, string part) =>
        text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
