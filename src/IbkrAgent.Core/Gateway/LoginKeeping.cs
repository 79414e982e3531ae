using IbkrAgent.Controllers;

namespace IbkrAgent.Gateway;

/// <summary>What is known by experience of the commands that are to keep a login over a restart.</summary>
/// <param name="Version">of the controller with which it was made; empty before any was seen.</param>
/// <param name="Attempt">the command that was taken last; null once it is known what came of it.</param>
public sealed record LoginKeeping(string Version, KeepingTrial Pause, KeepingTrial Restart, KeepingAttempt? Attempt)
{
    public static readonly LoginKeeping Untried = new("", KeepingTrial.OnProbation, KeepingTrial.OnProbation, null);

    /// <summary>Another controller has its own probation; one that cannot be read is still the same.</summary>
    public LoginKeeping With(string version) =>
        version.Length == 0 || version == Version ? this : Untried with { Version = version };

    /// <summary>By what a restart keeps the login; null: by nothing that is known to work.</summary>
    public KeepingCommand? Choose(ControllerMeans means) =>
        means.Pauses && Pause != KeepingTrial.Lost ? KeepingCommand.Pause
        : means.Restarts && Restart != KeepingTrial.Lost ? KeepingCommand.Restart
        : null;

    public KeepingTrial Of(KeepingCommand command) => command == KeepingCommand.Pause ? Pause : Restart;

    /// <summary>
    /// RESTART is a trial once another process begins; PAUSE when the controller has carried it out, or was told to stop
    /// instead. A Gateway that hung, and was killed, says nothing about it.
    /// </summary>
    public LoginKeeping Begin(KeepingCommand command, DateTimeOffset at) =>
        this with
        {
            Attempt = new(command, at, IsTrial: command == KeepingCommand.Restart, IsRelaunched: false),
        };

    /// <summary>The Gateway went on with its login.</summary>
    public LoginKeeping Succeed() => End(_ => KeepingTrial.Kept);

    /// <summary>It was logged in anew. What had worked before is believed once more.</summary>
    public LoginKeeping Fail() => End(trial => trial == KeepingTrial.Kept ? KeepingTrial.Doubted : KeepingTrial.Lost);

    private LoginKeeping End(Func<KeepingTrial, KeepingTrial> change) =>
        Attempt switch
        {
            null => this,
            { Command: KeepingCommand.Pause } => this with { Pause = change(Pause), Attempt = null },
            _ => this with { Restart = change(Restart), Attempt = null },
        };
}

/// <param name="At">when the controller took the command.</param>
/// <param name="IsTrial">whether the login was kept says something about the command.</param>
/// <param name="IsRelaunched">another process has begun since.</param>
public sealed record KeepingAttempt(KeepingCommand Command, DateTimeOffset At, bool IsTrial, bool IsRelaunched);

/// <summary>The two ways in which a controller keeps a login.</summary>
public enum KeepingCommand
{
    /// <summary>The unit is stopped, and the next start goes on with the login.</summary>
    Pause,

    /// <summary>The Gateway begins anew inside its unit.</summary>
    Restart,
}

/// <summary>What came of a command on this host.</summary>
public enum KeepingTrial
{
    /// <summary>Not tried yet.</summary>
    OnProbation,

    /// <summary>The last time it kept the login.</summary>
    Kept,

    /// <summary>It had kept the login before, and the last time it did not.</summary>
    Doubted,

    /// <summary>It did not keep it the first time, or twice.</summary>
    Lost,
}

/// <summary>How a restart that nobody hurries keeps the login of a Gateway.</summary>
/// <param name="Command">null: it does not, as far as is known.</param>
/// <param name="Trial">of that command; of none <see cref="KeepingTrial.Lost"/>.</param>
public sealed record KeepingReport(KeepingCommand? Command, KeepingTrial Trial)
{
    public static KeepingReport Of(LoginKeeping keeping, ControllerMeans means) =>
        keeping.Choose(means) is { } command ? new(command, keeping.Of(command)) : new(null, KeepingTrial.Lost);

    public override string ToString() =>
        (Command, Trial) switch
        {
            (null, _) => "nothing keeps the login over a restart",
            ({ } command, KeepingTrial.OnProbation) => $"{Word(command)} is to keep the login, for the first time",
            ({ } command, KeepingTrial.Doubted) => $"{Word(command)} did not keep the login the last time",
            ({ } command, _) => $"{Word(command)} has kept the login before",
        };

    public static string Word(KeepingCommand command) => command == KeepingCommand.Pause ? "PAUSE" : "RESTART";
}
