using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>
/// What the API is called and whose account it serves, by trading mode unless the scenario says otherwise.
/// </summary>
internal sealed class ApiIdentity(ControllerSettings settings)
{
    public int Port(Scenario scenario) =>
        scenario.ApiPort > 0 ? scenario.ApiPort
        : settings.IsPaper ? 4002
        : 4001;

    public string Accounts(Scenario scenario) => scenario.Accounts ?? (settings.IsPaper ? "DU1234567" : "U1234567");
}
