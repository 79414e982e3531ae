namespace IbkrAgent.Containers;

/// <summary>What a command inside a container returned and printed.</summary>
public sealed record CommandResult(int Status, string Output, string Errors)
{
    /// <summary>Standard output without the last line break.</summary>
    public string Text => Output.TrimEnd('\n');

    /// <summary>The same, or an exception that shows everything the command said.</summary>
    public CommandResult OrFail()
    {
        return Status == 0 ? this : throw new EvidenceException($"status {Status}\n{Output}{Errors}");
    }
}
