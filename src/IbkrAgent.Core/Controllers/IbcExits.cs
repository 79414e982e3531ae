using IbkrAgent.Gateway;

namespace IbkrAgent.Controllers;

/// <summary>What IBC's exit codes, its script's and those of the processes in between mean.</summary>
/// <remarks>IBC ends with 1100 and more; of that the operating system keeps the last eight bits.</remarks>
internal static class IbcExits
{
    private const int FirstSignal = 128;
    private const int LastSignal = FirstSignal + 64;

    private const string SeeLog = "the lines before it in the journal of the gateway's unit say more";
    private const string SeeInstallation = "install IBC and the offline Gateway where agent.ini says they are";
    private const string SeeSettings = "correct the controller's settings, config.ini";

    public static ExitMeaning Explain(int status) =>
        (status & 0xFF) switch
        {
            0 => Cured(
                "it ended in order: told to stop, by a clock, logged off, or another session has the account",
                "the exit status does not tell which: " + SeeLog
            ),
            1 => Cured(
                "no Java was found, or Java ended by itself: it crashed, or lost its display",
                $"{SeeLog}; when it says that there is no Java, set java_path in agent.ini"
            ),
            2 => Useless("IBC's script was given no version of the Gateway", SeeInstallation),
            3 => Useless(
                "IBC's script does not know one of its arguments",
                "install IBC 3.19 or later, or undo changes of the gateway's unit"
            ),
            4 => Useless("this version of the Gateway is not installed", SeeInstallation),
            5 => Useless("IBC's directory or the Gateway's settings directory is missing", SeeInstallation),
            6 => Useless(
                "the rendered settings of the controller are missing",
                "start the Gateway by its unit, which writes them"
            ),
            7 => Useless(
                "the Gateway's file ibgateway.vmoptions is missing",
                "install this version of the Gateway again"
            ),
            8 => Useless("IBC's script does not know this operating system", "run the Gateway on Linux"),
            76 => Cured(
                "IBC failed with an unhandled exception: no display, or a window it did not expect",
                "when it happens again, look at the display's unit, and at the Gateway's version"
            ),
            77 => Useless(
                "IBC did not find a button or field: this Gateway's windows are not those it knows",
                "install a version of the Gateway that this IBC knows, or a newer IBC"
            ),
            78 => Useless("IBC was started with a wrong number of arguments", "undo changes of IBC's scripts"),
            79 => Useless("IBC did not find its settings", "start the Gateway by its unit, which writes them"),
            80 => Useless("IBC takes live or paper for a trading mode, and nothing else", SeeSettings),
            81 => Useless("IBC cannot read one of its settings, ClosedownAt or ColdRestartTime", SeeSettings),
            82 => Useless(
                "IBC cannot create the Gateway's settings directory",
                "remove IbDir from config.ini; see who owns the directory"
            ),
            83 => Useless(
                "IBC cannot start the Gateway: its program has no such entry, or failed at once",
                "install a version of the Gateway that this IBC knows"
            ),
            84 => Useless("jts.ini is a directory", "remove it from the Gateway's settings directory"),
            85 => Cured("IBC could not read or write jts.ini", "see whether the disk is full"),
            86 => Useless(
                "IBC met another session of this user in a way that its settings do not foresee",
                "end the other session; ExistingSessionDetectedAction in config.ini says who gives way"
            ),
            87 => Cured("the login was not completed after the second factor was answered", ""),
            88 => Cured(
                "the login window was not shown in time",
                "when it happens again, raise LoginDialogDisplayTimeout in config.ini, or change the Gateway's version"
            ),
            137 => Cured("Java was killed with SIGKILL: by hand, or for want of memory", SeeLog),
            143 => Cured("Java ended on SIGTERM", ""),
            159 => Cured(
                "IBC failed to schedule something, or Java made a system call that its unit forbids",
                "when it happens again, undo changes of the gateway's unit"
            ),
            > FirstSignal and <= LastSignal and var signal => Cured(
                $"Java was ended by signal {signal - FirstSignal}",
                SeeLog
            ),
            var other => Cured($"status {other}, which IBC has no meaning for", SeeLog),
        };

    private static ExitMeaning Cured(string text, string remedy) => new(text, remedy, IsCuredByRestart: true);

    /// <summary>The same would happen again.</summary>
    private static ExitMeaning Useless(string text, string remedy) => new(text, remedy, IsCuredByRestart: false);
}
