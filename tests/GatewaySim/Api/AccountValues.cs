using System.Globalization;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>The values of an account without debts: all of it is cash, whatever it holds.</summary>
internal static class AccountValues
{
    private const string Currency = "USD";
    private const int Leverage = 4;

    /// <summary>Those that account updates name; a summary names what it is asked for.</summary>
    public static readonly string[] Updated = ["AccountType", "NetLiquidation", "TotalCashValue", "BuyingPower"];

    /// <summary>A value and its currency; null for what the Gateway does not know.</summary>
    public static (string Value, string Currency)? Find(string tag, decimal netLiquidation) =>
        tag switch
        {
            "AccountType" => ("INDIVIDUAL", ""),
            "Cushion" => ("1", ""),
            "DayTradesRemaining" => ("-1", ""),
            "AvailableFunds"
            or "EquityWithLoanValue"
            or "ExcessLiquidity"
            or "FullAvailableFunds"
            or "FullExcessLiquidity"
            or "NetLiquidation"
            or "PreviousEquityWithLoanValue"
            or "SettledCash"
            or "TotalCashValue" => (Text(netLiquidation), Currency),
            "BuyingPower" => (Text(netLiquidation * Leverage), Currency),
            "AccruedCash" or "FullInitMarginReq" or "FullMaintMarginReq" => (Text(0), Currency),
            "GrossPositionValue" or "InitMarginReq" or "MaintMarginReq" => (Text(0), Currency),
            _ => null,
        };

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
