namespace IbkrAgent.GatewaySim.Steering;

/// <summary>Whether the API withholds everything about orders.</summary>
internal enum ReadOnlyMode
{
    /// <summary>As <c>ReadOnlyApi</c> in the controller's ini says; unset is no.</summary>
    ByIni,

    No,
    Yes,
}
