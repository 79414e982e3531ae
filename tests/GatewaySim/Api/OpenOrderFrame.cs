using System.Globalization;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Message 5: one open order with every field that versions 145 to 200 have.</summary>
internal static class OpenOrderFrame
{
    private const string Number = "5";

    /// <summary>The largest double: "not set" where an empty field would do as well.</summary>
    private const string Unset = "1.7976931348623157E308";

    private const string UnsetInt = "2147483647";
    private const string PeggedToBenchmark = "PEG BENCH";

    public static byte[] Encode(WorkingOrder order, string account, OrderShape shape, ServerVersion version)
    {
        var fields = new FieldWriter();
        AddContract(fields, order, shape);
        AddTerms(fields, order, account, shape);
        AddInstructions(fields, order, account, version);
        AddBlocks(fields, shape);
        AddState(fields, order, version);
        AddTriggers(fields, shape);
        AddTail(fields, account, version);
        return fields.ToFrame();
    }

    /// <summary>0 to 12: message number, order id, contract.</summary>
    private static void AddContract(FieldWriter fields, WorkingOrder order, OrderShape shape) =>
        fields
            .AddAll(Number)
            .Add(order.OrderId)
            .Add(order.ContractId)
            .AddAll(order.Symbol, shape == OrderShape.Combo ? "BAG" : order.SecurityType, "", "0", "?", "")
            .AddAll("SMART", "USD", order.Symbol, shape == OrderShape.Combo ? "COMB" : "NMS");

    /// <summary>13 to 26: what is wanted, by whom.</summary>
    private static void AddTerms(FieldWriter fields, WorkingOrder order, string account, OrderShape shape)
    {
        var price = Text(order.Price ?? 0);
        var isStop = order.Type == "STP";
        fields
            .AddAll(order.Action, Text(order.Size))
            .AddAll(shape == OrderShape.PegBench ? PeggedToBenchmark : order.Type)
            .AddAll(isStop ? "0.0" : price, isStop ? price : "0.0") // limit, trigger
            .AddAll(order.TimeInForce, "", account, "", "0", "") // time in force, group, account, open or close, origin, reference
            .Add(order.ClientId)
            .Add(order.PermanentId)
            .AddAll("0"); // outside regular hours
    }

    /// <summary>27 to 61: the instructions that a plain order has not.</summary>
    private static void AddInstructions(FieldWriter fields, WorkingOrder order, string account, ServerVersion version)
    {
        fields.AddAll("0", "0", "", $"{order.PermanentId}.0/{account}/100"); // hidden to shares allocation
        fields.AddMany(version.Number < OrderVersion.NoAdviserProfile ? 4 : 3, ""); // adviser
        fields
            .AddMany(5, "") // model code to settling firm
            .AddAll("0", "", "-1", "0") // short sale, its location, exempt code, auction
            .AddMany(5, "") // starting price to upper end of the stock range
            .AddAll(UnsetInt, "0", "0", "0", "") // display size to minimal quantity
            .AddAll("3", "0", "0", "", "0", "0") // group type to trigger method
            .AddAll("", "0"); // volatility
    }

    /// <summary>62 to the field before the status: blocks that are there or not, and what lies between them.</summary>
    private static void AddBlocks(FieldWriter fields, OrderShape shape)
    {
        if (shape == OrderShape.Plain)
            fields.AddAll("", "");
        else
            fields.AddAll("None", "").AddAll("0", "", "", "", "?", "0", "0", "");

        fields.AddAll("0", "0").AddMany(4, ""); // continuous update to basis points
        if (shape == OrderShape.Combo)
            AddLegs(fields);
        else
            fields.AddAll("", "0", "0", "0");

        fields
            .AddAll(UnsetInt, UnsetInt, "", "") // scale, hedge
            .AddAll("0", "", "IB", "0", "0"); // smart routing to delta-neutral contract
        if (shape == OrderShape.Algo)
            fields.AddAll("Adaptive", "1", "adaptivePriority", "Normal");
        else
            fields.AddAll("");

        fields.AddAll("0", "0"); // solicited, what if
    }

    /// <summary>Two legs of eight fields, a price for each, one routing parameter.</summary>
    private static void AddLegs(FieldWriter fields) =>
        fields
            .AddAll("265598|1,272093|-1", "2")
            .AddAll("265598", "1", "BUY", "SMART", "0", "0", "", "-1")
            .AddAll("272093", "1", "SELL", "SMART", "0", "0", "", "-1")
            .AddAll("2", "190.5", Unset)
            .AddAll("1", "NonGuaranteed", "1");

    /// <summary>Status, margins and commissions.</summary>
    private static void AddState(FieldWriter fields, WorkingOrder order, ServerVersion version)
    {
        fields.AddAll(order.Status).AddMany(9, Unset).AddAll("", "", "", ""); // margins, commissions
        if (version.Number >= OrderVersion.FullPreview)
            fields.AddAll("").AddMany(9, Unset).AddAll("", "", "0"); // margins, size, reason, accounts

        fields.AddAll("", "0", "0"); // warning, size and price at random
    }

    /// <summary>What the order is pegged to, what it waits for, and how it adjusts itself then.</summary>
    private static void AddTriggers(FieldWriter fields, OrderShape shape)
    {
        if (shape == OrderShape.PegBench)
            fields.AddAll("756733", "0", "0.5", "1.0", "ARCA");

        if (shape == OrderShape.Conditions)
            AddConditions(fields);
        else
            fields.AddAll("0");

        fields.AddAll("None").AddMany(6, Unset).AddAll("0");
    }

    /// <summary>A price (type 1) and a time (type 3); then, whether they hold at any hour and cancel it.</summary>
    private static void AddConditions(FieldWriter fields) =>
        fields
            .AddAll("2")
            .AddAll("1", "a", "1", "200.5", "265598", "SMART", "0")
            .AddAll("3", "o", "1", "20301231 23:59:59 US/Eastern")
            .AddAll("0", "0");

    private static void AddTail(FieldWriter fields, string account, ServerVersion version)
    {
        fields.AddAll("", "", "", "0", "1", "0"); // soft dollars, cash quantity, hedge, container
        AddSince(OrderVersion.DiscretionaryUpToLimit, "0");
        AddSince(OrderVersion.PriceManagement, "0");
        AddSince(OrderVersion.Duration, "");
        AddSince(OrderVersion.PostToAts, "");
        AddSince(OrderVersion.AutoCancelParent, "0");
        AddSince(OrderVersion.PeggedOffsets, "", "", "", "", "");
        AddSince(OrderVersion.CustomerAccount, account);
        AddSince(OrderVersion.ProfessionalCustomer, "0");
        AddSince(OrderVersion.BondAccruedInterest, "");
        AddSince(OrderVersion.IncludeOvernight, "0");
        AddSince(OrderVersion.Tagging, "", UnsetInt);
        AddSince(OrderVersion.Submitter, "");
        AddSince(OrderVersion.ImbalanceOnly, "0");

        void AddSince(int milestone, params ReadOnlySpan<string> values)
        {
            if (version.Number >= milestone)
                fields.AddAll(values);
        }
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
