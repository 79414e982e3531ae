namespace IbkrAgent.Gateway;

/// <summary>What became of a command to the controller.</summary>
/// <param name="Text">what the controller said, or why nothing was said.</param>
public sealed record CommandReply(CommandOutcome Outcome, string Text);

/// <summary>The ways in which a command to the controller can end.</summary>
public enum CommandOutcome
{
    /// <summary>It will be done; nothing has happened yet.</summary>
    Accepted,

    /// <summary>It was taken, but nothing happens: it waits for a complete login, or the windows hang.</summary>
    Announced,

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
