using System.CommandLine;
using System.CommandLine.Invocation;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent --version</c>.</summary>
internal sealed class ShowVersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"ibkr-agent {CommandLine.Version}");
        return (int)ExitCode.Ok;
    }
}
