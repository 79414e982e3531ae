using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>What the last daemon remembered of a gateway.</summary>
/// <param name="Cursor">the last journal entry that <paramref name="Memory"/> knows of; null: none.</param>
internal sealed record RecalledState(SupervisorMemory Memory, string? Cursor)
{
    /// <summary>What cannot be understood counts as spent, and is kept for a human.</summary>
    public static RecalledState Of(StateFile file, string gateway, TimeProvider clock, ILogger logger)
    {
        switch (file.Read())
        {
            case StateReading.Known known:
                return new(known.Document.Memory, known.Document.Cursor);
            case StateReading.Unusable unusable:
                var now = clock.GetUtcNow();
                logger.StateUnusable(gateway, file.SetAside(now), unusable.Why);
                var spent = SupervisorMemory.Empty with { Ledger = LoginLedger.Empty with { UnknownSince = now } };
                file.Write(spent, null); // the start gate and the next daemon have to know it too
                return new(spent, null);
            default:
                return new(SupervisorMemory.Empty, null);
        }
    }
}
