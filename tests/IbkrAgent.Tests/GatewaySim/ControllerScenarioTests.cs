using System.Text.RegularExpressions;
using IbkrAgent.GatewaySim.Steering;
using static IbkrAgent.Tests.GatewaySim.ScenarioOutcome;

namespace IbkrAgent.Tests.GatewaySim;

/// <remarks>What happens when a named scenario is kept and the start script begins. Measured with IBC 3.24.1.</remarks>
public sealed partial class ControllerScenarioTests : IAsyncDisposable
{
    private const int Deadline = 60_000;
    private const string Attempt = "Login attempt: 1";
    private const string Completed = "Login has completed";
    private const string Closes = "Login has completed: exiting via [File, Close] menu";
    private const string Halts = "Login has not completed: exiting immediately";
    private const string ColdRestart = "Cold restart in progress";
    private const string ColdRestarts = "IBC will cold-restart shortly";
    private const string Restarts = "IBC will restart shortly";
    private const string ExistingSession = "detected dialog entitled: Existing session detected; event=Opened";
    private const string SecondFactor = "Second Factor Authentication initiated";
    private const string FullLogin = "Starting session: will exit if login dialog is not displayed within";
    private const string Resumes = "Re-starting session";

    private static readonly Dictionary<string, ScenarioOutcome> Outcomes = new()
    {
        ["normal"] = Stands(FullLogin, "LoginState is LOGGED_OUT", Attempt, Completed, "Configuration tasks completed"),
        // stop
        ["stop-after-login"] = Ends(0, Completed, "received command: STOP", Closes, "Shutdown progress", "status 0"),
        ["stop-before-login"] = Ends(0, "LOGGED_OUT", "received command: STOP", Halts, "Gateway finished"),
        ["stop-in-second-factor"] = Ends(0, SecondFactor, "received command: STOP", Halts, "Gateway finished"),
        ["close-down"] = Ends(0, "Gateway will be shut down at 20", Completed, Closes, "Shutdown progress"),
        ["auto-logoff"] = Ends(0, Completed, "Shutdown progress", "autorestart file not found", "Gateway finished"),
        // restart
        ["restart-command"] = Loops(Completed, "received command: RESTART", "autorestart file found at", Resumes),
        ["pause-command"] = Ends(0, Completed, "received command: PAUSE", "IBC is paused", "Gateway finished"),
        ["auto-restart"] = Loops(Completed, "Shutdown progress", "autorestart file found at", Restarts, Resumes),
        ["cold-restart"] = Loops("Gateway will be cold restarted at 20", ColdRestart, Closes, ColdRestarts, FullLogin),
        // ends
        ["crash"] = Ends(1, Completed, "IBC returned exit status 1", "Gateway finished"),
        ["crash-before-login"] = Ends(1, "LOGGED_OUT", "IBC returned exit status 1"),
        ["uncaught-exception"] = Ends(76, "Exiting after error with exit code=1100", "IBC returned exit status 76"),
        ["control-not-found"] = Ends(77, "LOGGED_OUT", "Exiting after error with exit code=1101"),
        ["display-missing"] = Ends(76, "CommandServer started", "Exiting after error with exit code=1100"),
        ["display-lost"] = Ends(1, Completed, "IBC returned exit status 1"),
        ["bad-closedown-at"] = Ends(81, "!!!!!!", "Exiting after error with exit code=1105"),
        ["bad-trading-mode"] = Ends(80, "LOGGED_OUT", "!!!!!!", "Exiting after error with exit code=1104"),
        // the login does not succeed
        ["login-failed"] = Loops(Attempt, "entitled: Login failed", "IBC: Login failed", ColdRestart, ColdRestarts),
        ["server-lost-at-login"] = Loops("entitled: Gateway", "Connection to server failed", ColdRestart, ColdRestarts),
        ["no-login-window"] = Loops("within 4 seconds", "exit code=1112", "exit status 88", Restarts, "sleep 2"),
        ["unrecognized"] = Stands(Attempt, "detected dialog entitled: Unrecognized Username or Password; event=Opened"),
        ["too-many-failed-logins"] = Stands(Attempt, "Too many failed login attempts. Please wait 2 minutes"),
        ["too-many-then-relogin"] = Stands("Please wait 5 seconds", "Login attempt: 2", "Login attempt: 3"),
        ["empty-credentials"] = Stands("Login dialog WINDOW_OPENED: LoginState is LOGGED_OUT"),
        ["unknown-dialog-at-login"] = Stands(Attempt, "detected dialog entitled: Login Messages; event=Opened"),
        ["notice-at-login"] = Stands(Attempt, "detected dialog entitled: Gateway; event=Opened"),
        // the second factor
        ["second-factor"] = Stands(SecondFactor),
        ["second-factor-approved"] = Stands(SecondFactor, "Duration since login:", Completed),
        ["second-factor-timeout"] = Stands(SecondFactor, "Duration since login:", "timeout not required"),
        ["second-factor-relogin"] = Stands(SecondFactor, "timeout in 5 second", "Login attempt: 2", SecondFactor),
        ["second-factor-hung"] = Ends(87, SecondFactor, "IBC will exit in 4 seconds", "exit code=1111"),
        ["second-factor-hung-loop"] = Loops("IBC will exit in 4 seconds", "exit code=1111", "exit status 87", Restarts),
        ["second-factor-device-not-named"] = Stands("You should specify the required second factor device"),
        ["second-factor-device-not-listed"] = Stands("could not find second factor device 'SMS' in the list"),
        // another session
        ["existing-session-manual"] = Stands(ExistingSession, "(scenario 1)"),
        ["existing-session-secondary"] = Ends(0, ExistingSession, "(scenario 2)", "Gateway finished"),
        ["existing-session-primary"] = Stands(ExistingSession, "(scenario 3)", Completed),
        ["existing-session-primary-twice"] = Ends(0, "(scenario 3)", ExistingSession, "(scenario 4)", "finished"),
        ["existing-session-kept"] = Stands(Completed, ExistingSession, "(scenario 5)"),
        ["existing-session-given-up"] = Ends(0, Completed, ExistingSession, "(scenario 6)", "Gateway finished"),
        ["session-taken"] = Stands(Completed, "Re-login is required; event=Opened", "IBC: Re-login to session"),
        ["session-taken-back"] = Stands(Completed, "Re-login to session", Completed),
        ["session-taken-for-good"] = Ends(0, "Re-login to session", "(scenario 3)", "(scenario 4)", "Gateway finished"),
        // after the login
        ["server-lost"] = Loops(Completed, "Connection to server failed", ColdRestart, Closes, ColdRestarts, FullLogin),
        ["paper-warning-accepted"] = Stands("entitled: Warning", "Click button: I understand and accept"),
        ["paper-warning-not-accepted"] = Stands(Completed, "entitled: Warning", "Configuration tasks completed"),
        ["unknown-dialog-after-login"] = Stands(Completed, "entitled: Login Messages", "Configuration tasks completed"),
        ["unknown-dialog-later"] = Stands("Configuration tasks completed", "entitled: Login Messages; event=Opened"),
        ["command-port-busy"] = Stands("CommandServer failed to create socket", "Configuration tasks completed"),
        // what does not show before something is done: the other tests do it
        ["window-hung"] = Stands("Configuration tasks completed"),
        ["slow-restart"] = Stands("Configuration tasks completed"),
        ["slow-start"] = Stands("Configuration tasks completed"),
        ["term-swallowed"] = Stands("Configuration tasks completed"),
        ["two-tokens"] = Stands("Configuration tasks completed"),
        ["bad-token"] = Stands("Configuration tasks completed"),
        ["loopback-only"] = Stands("API socket port"),
    };

    private readonly SimLoop _sim = new();

    public static TheoryData<string> Names => [.. Outcomes.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sim.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [MemberData(nameof(Names))]
    public async Task A_scenario_comes_to_what_the_real_controller_comes_to(string name)
    {
        var outcome = Outcomes[name];
        _sim.KeepScenario(name);

        _sim.Start();
        await _sim.UntilSaidAsync(outcome.Said, Token);

        if (outcome.Status is { } status)
            Assert.Equal(status, await _sim.EndAsync(Token));
        else
            await _sim.Output.WaitForAsync(SimLoop.Launch, Token, outcome.Launches);

        Assert.Equal(outcome.Status is null, _sim.IsRunning);
        Assert.True(outcome.Launches > 1 || _sim.Launches == 1);
        Assert.All(_sim.Output.Lines, line => Assert.Matches(Shape(), line));
        Assert.Equal(0, _sim.Output.CountOf("s3cret"));
    }

    [Fact]
    public void Every_scenario_of_the_controller_has_an_outcome_here_or_needs_a_process()
    {
        var tested = Outcomes.Keys.Concat(ProcessScenarioTests.Names).Order(StringComparer.Ordinal);

        var named = ControllerScenarios.All.Concat(LoginScenarios.All).Select(row => row.Name);

        Assert.Equal(named.Order(StringComparer.Ordinal), tested);
    }

    /// <summary>The controller's lines have a stamp; the script's, and what frames an error, begin as these.</summary>
    [GeneratedRegex(
        @"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{3} IBC: \S"
            + @"|!{79}$|java -cp |Starting |autorestart file |WARNING: |IBC |sleep 2$|Gateway finished$"
            + @"|The stored login )"
    )]
    private static partial Regex Shape();
}
