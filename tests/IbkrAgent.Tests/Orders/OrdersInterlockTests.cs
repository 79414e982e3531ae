using IbkrAgent.Orders;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Orders;

public sealed class OrdersInterlockTests
{
    private const string ArmFile = "/etc/ibkr/armed";

    [Theory]
    // orders_enabled, trading mode, accounts, live_confirmed, arm file; then the state, and the API read-only or not
    [InlineData(null, TradingMode.Paper, "", "", true, OrdersState.Undecided, null)]
    [InlineData(null, TradingMode.Live, "U1", "U1", true, OrdersState.Undecided, null)]
    [InlineData(false, TradingMode.Paper, "", "", true, OrdersState.Disabled, true)]
    [InlineData(false, TradingMode.Live, "U1", "U1", true, OrdersState.Disabled, true)]
    [InlineData(true, TradingMode.Paper, "", "", false, OrdersState.NotArmed, true)]
    [InlineData(true, TradingMode.Paper, "", "", true, OrdersState.Armed, false)]
    [InlineData(true, TradingMode.Live, "U1", "", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "", "", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "", "U1", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "U1", "U2", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "U1,U2", "U1", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "U1", "u1", true, OrdersState.NotConfirmed, true)]
    [InlineData(true, TradingMode.Live, "U1", "U1", false, OrdersState.NotArmed, true)]
    [InlineData(true, TradingMode.Live, "U1,U2", "U1,U2", true, OrdersState.Armed, false)]
    public void Whatever_is_not_said_clearly_keeps_the_door_shut(
        bool? enabled,
        TradingMode mode,
        string accounts,
        string confirmed,
        bool isArmed,
        OrdersState state,
        bool? readOnly
    )
    {
        var interlock = Of(enabled, mode, accounts, confirmed, isArmed);

        Assert.Equal((state, readOnly), (interlock.State, interlock.ReadOnlyApi));
        Assert.NotEqual("", interlock.Why);
        Assert.Equal(interlock.IsWithheld, interlock.Remedy.Length > 0);
    }

    [Fact]
    public void What_is_in_the_way_is_named_with_its_remedy()
    {
        var unarmed = Of(true, TradingMode.Paper, "", "", isArmed: false);
        var unconfirmed = Of(true, TradingMode.Live, "U1", "U2", isArmed: true);
        var anybodys = Of(true, TradingMode.Live, "", "U2", isArmed: true);

        Assert.Equal("orders_enabled = true, and the arm file /etc/ibkr/armed is missing", unarmed.Why);
        Assert.Equal("to arm it: sudo touch /etc/ibkr/armed", unarmed.Remedy);
        Assert.Equal(
            "orders_enabled = true on a live account, and live_confirmed = U2 is not accounts = U1",
            unconfirmed.Why
        );
        Assert.Equal("set live_confirmed = U1, if orders of that account are what you want", unconfirmed.Remedy);
        Assert.StartsWith("set accounts to the account's id", anybodys.Remedy, StringComparison.Ordinal);
    }

    private static OrdersInterlock Of(
        bool? enabled,
        TradingMode mode,
        string accounts,
        string confirmed,
        bool isArmed
    ) =>
        OrdersInterlock.Of(
            Some.Settings with
            {
                TradingMode = mode,
                Account = Some.Settings.Account with { Expected = accounts },
                Orders = new(enabled, ArmFile: null, confirmed),
            },
            ArmFile,
            isArmed
        );
}
