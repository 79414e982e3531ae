using IbkrAgent.Cli;

namespace IbkrAgent.Tests.Support;

/// <summary>A terminal whose two sides are kept.</summary>
internal sealed class TestTerminal
{
    public Terminal Terminal { get; } = new(new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });

    public string Out => Terminal.Out.ToString()!;

    public string Error => Terminal.Error.ToString()!;
}
