using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>
/// What the API is called, whose accounts it serves and what it withholds: as the controller's settings say, unless
/// the scenario says otherwise.
/// </summary>
internal sealed class ApiIdentity(ControllerSettings settings)
{
    public int Port(Scenario scenario) =>
        scenario.ApiPort > 0 ? scenario.ApiPort
        : settings.ApiPort > 0 ? settings.ApiPort
        : settings.IsPaper ? 4002
        : 4001;

    public string Accounts(Scenario scenario) =>
        scenario.Bootstrap switch
        {
            BootstrapMode.EmptyAccounts => "",
            BootstrapMode.WrongAccounts => "U7654321",
            _ => scenario.Accounts ?? (settings.IsPaper ? "DU1234567" : "U1234567"),
        };

    /// <summary>The account of a position or an order: they are dealt out in turn.</summary>
    public string AccountOf(int index, Scenario scenario)
    {
        var accounts = AccountList(scenario);
        return accounts[index % accounts.Length];
    }

    public string[] AccountList(Scenario scenario) => Accounts(scenario).Split(',');

    public bool IsReadOnly(Scenario scenario) =>
        scenario.ReadOnly == ReadOnlyMode.Yes || (scenario.ReadOnly == ReadOnlyMode.ByIni && settings.HasReadOnlyApi);
}
