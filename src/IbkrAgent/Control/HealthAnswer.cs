namespace IbkrAgent.Control;

/// <summary>What the daemon says of a gateway's health, ready to be printed.</summary>
/// <param name="Status">the exit status.</param>
/// <param name="Text">a line for people, or a <see cref="HealthDocument"/>, as was asked for.</param>
public sealed record HealthAnswer(int Status, string Text)
{
    /// <summary>Header of the response that has the exit status, so that nothing has to be parsed for it.</summary>
    public const string StatusHeader = "Exit-Status";
}
