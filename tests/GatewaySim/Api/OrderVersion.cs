namespace IbkrAgent.GatewaySim.Api;

/// <summary>The server versions at which an open order gained or lost fields.</summary>
internal static class OrderVersion
{
    public const int DiscretionaryUpToLimit = 148;
    public const int PriceManagement = 151;
    public const int Duration = 158;
    public const int PostToAts = 160;
    public const int AutoCancelParent = 162;
    public const int PeggedOffsets = 170;

    /// <summary>The profile of a financial adviser is gone.</summary>
    public const int NoAdviserProfile = 177;

    public const int CustomerAccount = 183;
    public const int ProfessionalCustomer = 184;
    public const int BondAccruedInterest = 185;
    public const int IncludeOvernight = 189;
    public const int Tagging = 193;

    /// <summary>The preview says what holds outside of regular hours, too.</summary>
    public const int FullPreview = 195;

    public const int Submitter = 198;
    public const int ImbalanceOnly = 199;
}
