namespace IbkrAgent.Controllers;

/// <summary>What the agent may tell a controller; null where it has no such command.</summary>
/// <param name="Stop">end the Gateway; the login is lost.</param>
/// <param name="Pause">end the Gateway and keep the login for the next start.</param>
/// <param name="Restart">begin anew inside the unit, and keep the login.</param>
public sealed record ControllerCommands(ControllerCommand Stop, ControllerCommand? Pause, ControllerCommand? Restart)
{
    /// <param name="version">of the installed controller; null: not known, and then it can nothing.</param>
    public ControllerMeans MeansOf(Version? version) =>
        new(
            version?.ToString() ?? "",
            Pauses: Pause?.IsKnownTo(version) == true,
            Restarts: Restart?.IsKnownTo(version) == true
        );
}
