using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>Carries out what the supervisor decides. Never blocks: what takes time comes back as an event.</summary>
internal interface IDecisionExecutor
{
    void CarryOut(Decision decision);
}
