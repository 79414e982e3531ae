using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <remarks>What the API says, and how.</remarks>
internal sealed partial class Scenario
{
    public VersionOffer VersionOffer => Choice<VersionOffer>("version_offer");

    /// <summary>What the host calls the zone of the connection time.</summary>
    public string Zone => Value("zone");

    public int ClientSlots => Number("client_slots");

    public BootstrapMode Bootstrap => Choice<BootstrapMode>("bootstrap");

    public WriteMode Writes => Choice<WriteMode>("writes");

    public WireFault Fault => Choice<WireFault>("fault");

    public TimeSpan TimeDelay => Milliseconds("time_delay_ms");

    /// <summary>How far the Gateway's clock is ahead.</summary>
    public TimeSpan ClockSkew => TimeSpan.FromSeconds(int.Parse(Value("clock_skew_s"), CultureInfo.InvariantCulture));

    public FarmState MarketFarm => Choice<FarmState>("market_farm");

    public FarmState HistoryFarm => Choice<FarmState>("history_farm");

    public FarmState DefinitionFarm => Choice<FarmState>("definition_farm");

    public HeldPosition[] Positions => HeldPosition.TryParse(Value("positions"))!;

    public WorkingOrder[] Orders => WorkingOrder.TryParse(Value("orders"))!;

    public OrderShape OrderShape => Choice<OrderShape>("order_shape");

    public decimal NetLiquidation => decimal.Parse(Value("net_liquidation"), CultureInfo.InvariantCulture);

    public WithheldEnd WithheldEnd => Choice<WithheldEnd>("withheld_end");

    public ReadOnlyMode ReadOnly => Choice<ReadOnlyMode>("read_only");

    public TimeSpan ReadOnlyDelay => Milliseconds("read_only_delay_ms");
}
