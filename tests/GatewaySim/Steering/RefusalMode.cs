namespace IbkrAgent.GatewaySim.Steering;

/// <summary>How the broker says that the credentials are not the expected ones.</summary>
internal enum RefusalMode
{
    /// <summary>As older Gateways do: dialog "Login failed".</summary>
    WrongPassword,

    /// <summary>As current Gateways do: dialog "Unrecognized Username or Password".</summary>
    Unrecognized,
}
