namespace IbkrAgent.Cli;

/// <summary>Where a command writes: results to one side, diagnostics to the other.</summary>
/// <param name="Paint">of results.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Paint Paint = default)
{
    public static Terminal Standard =>
        new(Console.Out, Console.Error, Paint.For(!Console.IsOutputRedirected, Environment.GetEnvironmentVariable));

    /// <summary>One line of what was done.</summary>
    public void Say(string line) => Out.WriteLine(line);

    /// <summary>One line of diagnosis, with the name of the program before it.</summary>
    public void Diagnose(string line) => Error.WriteLine($"ibkr-agent: {line}");
}
