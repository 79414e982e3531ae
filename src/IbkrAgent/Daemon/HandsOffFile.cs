namespace IbkrAgent.Daemon;

/// <summary>The switch for 3 am: while the file exists the agent observes and does nothing.</summary>
internal sealed class HandsOffFile(string path)
{
    public bool Exists => File.Exists(path);
}
