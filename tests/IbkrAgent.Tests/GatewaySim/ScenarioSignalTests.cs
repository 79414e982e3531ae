using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using static IbkrAgent.Gateway.GatewaySignal;

namespace IbkrAgent.Tests.GatewaySim;

/// <remarks>What the agent's adapter reads in the log of a named scenario: all of it, and nothing else.</remarks>
public sealed class ScenarioSignalTests : IAsyncDisposable
{
    private const int Deadline = 60_000;

    /// <summary>A login that goes well up to the broker's answer.</summary>
    private static readonly GatewaySignal[] Asks = [ProcessStarted, LoginWindowShown, LoginAttempted];

    private static readonly GatewaySignal[] LogsIn = [.. Asks, LoginCompleted, ConfigurationDone];

    private static readonly GatewaySignal[] Resumes =
    [
        ProcessStarted,
        SessionResumed,
        LoginCompleted,
        ConfigurationDone,
    ];

    private static readonly Dictionary<string, GatewaySignal[]> Rows = new()
    {
        ["normal"] = LogsIn,
        ["stop-after-login"] = [.. LogsIn, CommandTaken, Closing, Closing, ProcessEnded],
        ["stop-before-login"] = [ProcessStarted, LoginWindowShown, CommandTaken, Closing, ProcessEnded],
        ["close-down"] = [ProcessStarted, CloseScheduled, .. LogsIn[1..], Closing, Closing, ProcessEnded],
        ["auto-logoff"] = [.. LogsIn, Closing, ProcessEnded],
        ["auto-restart"] = [.. LogsIn, Closing, ProcessEnded, .. Resumes, Closing],
        ["pause-command"] = [.. LogsIn, PauseTaken, Closing, ProcessEnded, Paused],
        ["crash"] = [.. LogsIn, ProcessEnded],
        ["uncaught-exception"] = [.. LogsIn, ControllerFailed, ProcessEnded],
        ["display-missing"] = [ProcessStarted, ControllerFailed, ProcessEnded],
        ["no-login-window"] = [ProcessStarted, LoginWindowMissing, ProcessEnded, ProcessStarted],
        ["login-failed"] = [.. Asks, LoginFailed, ColdRestart, Closing, ProcessEnded, ColdRestart, .. Asks],
        ["unrecognized"] = [.. Asks, LoginFailed],
        ["too-many-failed-logins"] = [.. Asks, TooManyFailedLogins],
        ["unknown-dialog-at-login"] = [.. Asks, UnknownDialog],
        ["second-factor-approved"] =
        [
            .. Asks,
            SecondFactorRequested,
            SecondFactorClosed,
            LoginCompleted,
            ConfigurationDone,
        ],
        ["second-factor-timeout"] = [.. Asks, SecondFactorRequested, SecondFactorClosed, SecondFactorTimedOut],
        ["second-factor-relogin"] =
        [
            .. Asks,
            SecondFactorRequested,
            SecondFactorClosed,
            SecondFactorTimedOut,
            LoginAttempted,
            SecondFactorRequested,
        ],
        ["second-factor-hung"] = [.. Asks, SecondFactorRequested, SecondFactorClosed, ControllerFailed, ProcessEnded],
        ["second-factor-device-not-named"] = [.. Asks, SecondFactorUnavailable],
        ["second-factor-device-not-listed"] = [.. Asks, SecondFactorUnavailable],
        ["existing-session-manual"] = [.. Asks, ExistingSessionAsks],
        ["existing-session-secondary"] = [.. Asks, ExistingSessionWins, ProcessEnded],
        ["existing-session-primary"] = [.. Asks, ExistingSessionLoses, LoginCompleted, ConfigurationDone],
        ["existing-session-primary-twice"] = [.. Asks, ExistingSessionLoses, ExistingSessionWins, ProcessEnded],
        ["existing-session-kept"] = [.. LogsIn, ExistingSessionLoses],
        ["existing-session-given-up"] = [.. LogsIn, ExistingSessionWins, ProcessEnded],
        ["session-taken"] = [.. LogsIn, SessionTaken],
        ["session-taken-back"] = [.. LogsIn, SessionTaken, LoginCompleted, ConfigurationDone],
        ["server-lost"] =
        [
            .. LogsIn,
            UnknownDialog,
            ServerUnreachable,
            UnknownDialogClosed,
            ColdRestart,
            Closing,
            Closing,
            ProcessEnded,
            ColdRestart,
            ProcessStarted,
        ],
        ["paper-warning-accepted"] =
        [
            .. Asks,
            LoginCompleted,
            UnknownDialog,
            UnknownDialogClosed,
            UnknownDialogClosed,
            ConfigurationDone,
        ],
        ["paper-warning-not-accepted"] = [.. Asks, LoginCompleted, UnknownDialog, ConfigurationDone],
        ["unknown-dialog-later"] = [.. LogsIn, UnknownDialog],
    };

    private readonly SimLoop _sim = new();
    private readonly IbcController _controller = new();

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sim.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [MemberData(nameof(Names))]
    public async Task The_agent_reads_what_happens(string name)
    {
        var expected = Rows[name];
        _sim.KeepScenario(name);

        _sim.Start();
        await _sim.Output.WaitUntilAsync(() => Read().Length >= expected.Length, Token);

        Assert.Equal(expected, Read()[..expected.Length]);
    }

    private GatewaySignal[] Read() =>
        [.. _sim.Output.Lines.Select(line => _controller.ReadLog(line)?.Signal).OfType<GatewaySignal>()];
}
