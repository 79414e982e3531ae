namespace IbkrAgent.Accounts;

/// <summary>A part of the account that is not known, and why.</summary>
/// <param name="Why">one line, lower case, no full stop.</param>
public sealed record UnreadPart(AccountPart Part, UnreadCause Cause, string Why)
{
    /// <summary>What is not known, and why, for a person.</summary>
    public string Text => $"{AccountParts.NameOf(Part)}: {Why}";
}

/// <summary>Whether it is right that a part is not known.</summary>
public enum UnreadCause
{
    /// <summary>The settings say that it is not read.</summary>
    NotWanted,

    /// <summary>The Gateway's API is read-only, which withholds orders.</summary>
    ReadOnlyApi,

    /// <summary>It was asked for, and the answer did not come, did not end, or could not be read.</summary>
    Failed,
}
