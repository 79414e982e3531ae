namespace IbkrAgent.GatewaySim;

/// <summary>Statuses of the start script, of the controller (its number modulo 256), and of our own commands.</summary>
internal static class ExitStatus
{
    public const int Ended = 0;

    // the start script's own
    public const int NoJava = 1;
    public const int NoVersion = 2;
    public const int BadArgument = 3;
    public const int VersionNotInstalled = 4;
    public const int PathMissing = 5;
    public const int IniMissing = 6;
    public const int VmOptionsMissing = 7;

    // the java process
    public const int Crash = 1;
    public const int Terminated = 143;

    // sysexits(3), for our own commands
    public const int Usage = 64;
    public const int Unavailable = 69;

    /// <summary>What is left of a controller's exit code when the system has stored it.</summary>
    public static int Of(ControllerExitCode code) => (int)code & 0xFF;
}
