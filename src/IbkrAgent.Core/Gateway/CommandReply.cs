namespace IbkrAgent.Gateway;

/// <summary>What became of a command to the controller.</summary>
/// <param name="Text">what the controller said, or why nothing was said.</param>
public sealed record CommandReply(CommandOutcome Outcome, string Text)
{
    /// <summary>Meaning of one line of the controller; null for a line that answers nothing.</summary>
    /// <remarks><c>INFO</c> lines and a greeting come only when the operator set SuppressInfoMessages=no.</remarks>
    public static CommandReply? Read(string line) =>
        line.Trim() switch
        {
            "OK" => new(CommandOutcome.Accepted, ""),
            ['O', 'K', ' ', .. var text] => new(CommandOutcome.Accepted, text),
            ['E', 'R', 'R', 'O', 'R', ' ', .. var text] => new(
                text.Contains("already in progress", StringComparison.OrdinalIgnoreCase)
                    ? CommandOutcome.InProgress
                    : CommandOutcome.Rejected,
                text
            ),
            _ => null,
        };
}

/// <summary>The ways in which a command to the controller can end.</summary>
public enum CommandOutcome
{
    /// <summary>It will be done; nothing has happened yet.</summary>
    Accepted,

    /// <summary>It is being done already, on somebody else's command.</summary>
    InProgress,

    Rejected,

    /// <summary>The connection was closed without an answer.</summary>
    Closed,

    /// <summary>Connected, but not answered in time: the controller hangs.</summary>
    Silent,

    /// <summary>There is no connection.</summary>
    Unreachable,
}
