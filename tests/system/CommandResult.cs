namespace IbkrAgent.SystemTests;

/// <summary>What a command inside a container returned and printed.</summary>
public sealed record CommandResult(int Status, string Output, string Errors)
{
    /// <summary>Standard output without the last line break.</summary>
    public string Text => Output.TrimEnd('\n');

    /// <summary>The same, or a failed test that shows everything the command said.</summary>
    public CommandResult OrFail()
    {
        Assert.True(Status == 0, $"status {Status}\n{Output}{Errors}");
        return this;
    }
}
