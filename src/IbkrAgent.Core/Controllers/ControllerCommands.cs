namespace IbkrAgent.Controllers;

/// <summary>What a controller can be told; null where it has no such command.</summary>
/// <param name="Stop">end the Gateway; the login is lost.</param>
/// <param name="Pause">end the Gateway and keep the login for the next start.</param>
/// <param name="Restart">begin anew inside the unit, and keep the login.</param>
/// <param name="ReconnectData">drop the market data connections and open them again.</param>
/// <param name="ReconnectAccount">drop the connection to the account server and open it again.</param>
public sealed record ControllerCommands(
    ControllerCommand Stop,
    ControllerCommand? Pause,
    ControllerCommand? Restart,
    ControllerCommand? ReconnectData,
    ControllerCommand? ReconnectAccount
);
