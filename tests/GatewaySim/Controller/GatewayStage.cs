namespace IbkrAgent.GatewaySim.Controller;

/// <summary>How far the Gateway has come since its JVM started.</summary>
internal enum GatewayStage
{
    Starting,
    LoginWindow,
    Authenticating,
    SecondFactor,
    LoggedIn,
    Closing,
}
