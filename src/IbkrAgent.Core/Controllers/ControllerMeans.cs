namespace IbkrAgent.Controllers;

/// <summary>What the installed controller can do to keep a login.</summary>
/// <param name="Version">as its version file says it; empty when that cannot be read.</param>
/// <param name="Pauses">it can end the Gateway and keep the login for the next start.</param>
/// <param name="Restarts">it can begin anew inside the unit and keep the login.</param>
public sealed record ControllerMeans(string Version, bool Pauses, bool Restarts)
{
    public static readonly ControllerMeans None = new("", Pauses: false, Restarts: false);
}
