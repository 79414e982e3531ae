namespace IbkrAgent.SystemTests;

/// <summary>Kinds of entries that the agent writes: the last four digits of their MESSAGE_ID.</summary>
internal enum AgentEvent
{
    Ready = 1002,
    VerdictChanged = 2001,
    Planned = 2003,
    ParkedChanged = 2005,
    HandsOffChanged = 2006,
    WouldHave = 2007,
    RestartingUnit = 3001,
    StoppingUnit = 3002,
    SilenceProved = 3006,
    InstallationChanged = 3007,
    AlertsOff = 5001,
    RestartingDependent = 7001,
    DependentSaid = 7004,
    DependentAlerted = 7005,
}
