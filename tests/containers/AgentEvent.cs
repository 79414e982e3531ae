namespace IbkrAgent.Containers;

/// <summary>Kinds of entries that the agent writes: the last four digits of their MESSAGE_ID.</summary>
internal enum AgentEvent
{
    Begins = 1001,
    Ready = 1002,
    SettingsReloaded = 1010,
    SettingsRefused = 1011,
    SettingWrong = 1012,
    GatewayLeft = 1013,
    VerdictChanged = 2001,
    Planned = 2003,
    ParkedChanged = 2005,
    HandsOffChanged = 2006,
    WouldHave = 2007,
    StateNotSaved = 2008,
    ActionWithoutMemory = 2009,
    StateUnusable = 2010,
    RestartingUnit = 3001,
    ReloadingUnit = 3009,
    StoppingUnit = 3002,
    JournalGap = 3005,
    SilenceProved = 3006,
    InstallationChanged = 3007,
    AlertsOff = 5001,
    RestartingDependent = 7001,
    DependentSaid = 7004,
    DependentAlerted = 7005,
    RestartPlanned = 8001,
    RestartTold = 8002,
    RestartFollowed = 8003,
}
