namespace IbkrAgent.Dependents;

/// <summary>The file that <c>ibkr-api-ready-wait.service</c> waits for.</summary>
internal sealed class ReadyMark(string path)
{
    /// <exception cref="IOException">the mark is as it was.</exception>
    public void Set(bool isReady)
    {
        if (isReady)
            File.WriteAllBytes(path, []);
        else
            File.Delete(path);
    }
}
