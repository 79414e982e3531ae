using System.Collections.Immutable;
using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>One look at the processes of an active unit.</summary>
/// <param name="JavaPids">of the Java processes in it.</param>
/// <param name="Memory">null: it cannot be known.</param>
public sealed record ProcessLook(DateTimeOffset At, int MainPid, ImmutableArray<int> JavaPids, MemoryReading? Memory);
