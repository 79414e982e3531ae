namespace IbkrAgent.GatewaySim.Controller;

/// <summary>How far the Gateway has come since its JVM started.</summary>
internal enum GatewayStage
{
    Starting,
    LoginWindow,
    Authenticating,
    SecondFactor,

    /// <summary>The login is complete, and the API port not open yet.</summary>
    Configuring,

    LoggedIn,
    Closing,
}
