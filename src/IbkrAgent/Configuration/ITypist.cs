namespace IbkrAgent.Configuration;

/// <summary>Whoever answers questions on a terminal. Null: there is nobody any more (Ctrl-D).</summary>
internal interface ITypist
{
    string? ReadLine();

    /// <summary>What is typed is not shown until the result is disposed.</summary>
    IDisposable Silence();
}
