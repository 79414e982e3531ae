using IbkrAgent.Cli;

namespace IbkrAgent.Tests.Support;

/// <summary>A terminal whose two sides are kept.</summary>
internal sealed class TestTerminal(bool isColoured = false)
{
    public Terminal Terminal { get; } = new(new Side(), new Side(), new(isColoured));

    public string Out => Terminal.Out.ToString()!;

    public string Error => Terminal.Error.ToString()!;

    /// <summary>Can be read while a command still writes.</summary>
    private sealed class Side : StringWriter
    {
        private readonly Lock _writing = new();

        public Side() => NewLine = "\n";

        public override void Write(string? value)
        {
            lock (_writing)
                base.Write(value);
        }

        public override string ToString()
        {
            lock (_writing)
                return base.ToString();
        }
    }
}
