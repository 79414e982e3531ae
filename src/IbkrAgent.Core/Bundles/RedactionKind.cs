namespace IbkrAgent.Bundles;

/// <summary>Why something was masked; where two meet, the first counts.</summary>
public enum RedactionKind
{
    /// <summary>A value out of the operator's files.</summary>
    KnownSecret,

    /// <summary>What stands behind <c>password=</c>, <c>token:</c>, <c>Bearer</c> and the like.</summary>
    NamedSecret,

    /// <summary>The part of a webhook's or a bot's address that lets anybody post there.</summary>
    Webhook,

    /// <summary>An account of the broker's.</summary>
    Account,

    MailAddress,

    /// <summary>An address on the internet.</summary>
    InternetAddress,
}
