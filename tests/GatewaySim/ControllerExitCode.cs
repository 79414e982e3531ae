namespace IbkrAgent.GatewaySim;

/// <summary>The controller's exit codes, as it logs them.</summary>
internal enum ControllerExitCode
{
    UnhandledException = 1100,
    IniMissing = 1103,
    InvalidTradingMode = 1104,
    InvalidSetting = 1105,
    SecondFactorLoginTimedOut = 1111,
    LoginWindowTimedOut = 1112,
}
