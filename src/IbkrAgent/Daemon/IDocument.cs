namespace IbkrAgent.Daemon;

/// <summary>What is remembered in a file of its own.</summary>
internal interface IDocument
{
    /// <summary>Of the layout.</summary>
    int Version { get; }
}
