namespace IbkrAgent.Tests.Support;

/// <summary>
/// An openOrder as a Gateway writes it, field by field; section by section what a version or an order adds.
/// </summary>
internal sealed record OpenOrderFields(int Version)
{
    private const string Unset = "1.7976931348623157E308";

    public string OrderType { get; init; } = "LMT";

    public int ParentId { get; init; }

    public string Group { get; init; } = "";

    public string Status { get; init; } = "Submitted";

    /// <summary>Real Gateways send <c>None</c> for plain orders, and the eight fields that come with it.</summary>
    public bool HasDeltaNeutral { get; init; } = true;

    public int ComboLegs { get; init; }

    public int AlgoParameters { get; init; }

    /// <summary>Fields of each condition.</summary>
    public string[][] Conditions { get; init; } = [];

    public static string[] PriceCondition { get; } = ["1", "a", "1", "250.5", "265598", "SMART", "0"];

    public byte[] ToFrame() => Wire.Fields([.. Fields()]);

    public IEnumerable<string> Fields() =>
        [
            .. Wire.Split("5,12,265598,AAPL,STK,,0,?,,SMART,USD,AAPL,NMS"),
            .. Wire.Split($"BUY,100,{OrderType},180.5,0.0,GTC,{Group},DU1,,0,my reference,7,123456789,0,0,0,"),
            .. Wire.Split("123456789.0/DU1/100,,,"),
            .. From(0, 176, ""), // faProfile
            .. Wire.Split($",,,,,0,,-1,0,,,,,,2147483647,0,0,0,,3,0,0,,{ParentId},0,,0"),
            .. HasDeltaNeutral ? Wire.Split("None,,0,,,,?,0,0,") : ["", ""],
            .. Wire.Split("0,0,,,,,"),
            $"{ComboLegs}",
            .. Repeat(ComboLegs, "265598,1,BUY,SMART,0,0,,-1"),
            $"{ComboLegs}",
            .. Repeat(ComboLegs, Unset),
            .. Wire.Split("0,2147483647,2147483647,,,0,,IB,0,0"),
            .. AlgoParameters == 0 ? [""] : Wire.Split($"Adaptive,{AlgoParameters}"),
            .. Repeat(AlgoParameters, "name,value"),
            .. Wire.Split("0,0"),
            Status,
            .. Repeat(9, Unset),
            .. Repeat(3, ""),
            "",
            .. From(195, 200, ["", .. Repeat(9, Unset), "", "", "0"]),
            .. Wire.Split(",0,0"),
            .. OrderType == "PEG BENCH" ? Wire.Split("265598,0,0.5,0.5,SMART") : [],
            $"{Conditions.Length}",
            .. Conditions.SelectMany(condition => condition),
            .. Conditions.Length > 0 ? ["1", "0"] : Array.Empty<string>(),
            .. Wire.Split($"None,{Unset},{Unset},{Unset},{Unset},{Unset},{Unset},0,,,,0,1,0,0,0"),
            .. From(158, 200, ""), // duration
            .. From(160, 200, ""), // postToAts
            .. From(162, 200, "0"), // autoCancelParent
            .. From(170, 200, "", "", "", "", ""), // peg best and peg mid
            .. From(183, 200, ""), // customerAccount
            .. From(184, 200, "0"), // professionalCustomer
            .. From(185, 200, ""), // bondAccruedInterest
            .. From(189, 200, "0"), // includeOvernight
            .. From(193, 200, "", "2147483647"), // extOperator, manualOrderIndicator
            .. From(198, 200, ""), // submitter
            .. From(199, 200, "0"), // imbalanceOnly
        ];

    private string[] From(int first, int last, params string[] fields) =>
        Version >= first && Version <= last ? fields : [];

    private static IEnumerable<string> Repeat(int count, string fields) =>
        Enumerable.Repeat(Wire.Split(fields), count).SelectMany(field => field);
}
