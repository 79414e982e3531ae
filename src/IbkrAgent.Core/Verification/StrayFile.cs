namespace IbkrAgent.Verification;

/// <summary>What speaks of a Gateway and did not come with the package.</summary>
public sealed record StrayFile(string Path, StrayKind Kind, string Text);

public enum StrayKind
{
    Unit,

    /// <summary>A whole unit in the place of the package's.</summary>
    Override,
    Script,
    Cron,
}
