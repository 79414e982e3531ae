using System.CommandLine;

namespace IbkrAgent.Cli;

/// <summary>A command that systemd asks before a start: 0 is go, a refusal is 1, and all else must be loud.</summary>
/// <remarks>
/// Statuses 1 to 254 of ExecCondition= skip the unit in silence, 255 fails it (systemd.service(5)). Wrong usage and
/// unexpected errors are therefore 255 here, and not 64 and 1 as elsewhere.
/// </remarks>
internal sealed class GateCommand(string name, string description) : Command(name, description);
