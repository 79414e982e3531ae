namespace IbkrAgent.Verification;

/// <summary>Who may read and write a file.</summary>
/// <param name="Owner">empty: the file is missing.</param>
/// <param name="Mode">the nine bits.</param>
/// <param name="Wanted">what it has to be at most.</param>
public sealed record FileFacts(string Path, string Owner, string Group, int Mode, FileWish Wanted);

/// <param name="Group">who may read beside the owner; null: it does not matter, because the mode says it.</param>
/// <param name="MostMode">bits that may be set.</param>
public sealed record FileWish(string? Group, int MostMode);
