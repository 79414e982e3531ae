using System.Globalization;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

/// <summary>
/// The fields are those that systemd 252 and the controller write; who wants to falsify them is the gateway.
/// </summary>
public sealed class JournalMeaningTests
{
    private const string Unit = "ibkr-gateway.service";
    private const string LoginFailed = "2026-11-20 09:00:00:123 IBC: Login failed";

    private static readonly DateTimeOffset BootedAt = Some.Instant.AddHours(-1);

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("restart")]
    public void A_job_that_systemd_begins_is_seen(string type) =>
        Assert.Equal(new SupervisorEvent.UnitJobSeen(Some.Instant, type, 4711), MeaningOf(Job(type)));

    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    public void The_end_of_a_job_says_nothing_new(string type) =>
        Assert.Null(MeaningOf([.. Job(type), "JOB_RESULT=done"]));

    [Fact]
    public void A_stop_is_seen_by_its_end_as_well() =>
        Assert.Equal(
            new SupervisorEvent.UnitJobSeen(Some.Instant, "stop", 4711),
            MeaningOf([.. Job("stop"), "JOB_RESULT=done"])
        );

    [Fact]
    public void A_job_of_another_unit_means_nothing() =>
        Assert.Null(
            MeaningOf("_PID=1", "_UID=0", "UNIT=xvfb.service", "JOB_TYPE=stop", "JOB_ID=4711", "MESSAGE=Stopping")
        );

    [Fact]
    public void A_job_from_before_the_boot_is_the_shutdowns()
    {
        Assert.Null(MeaningOf(BootedAt.AddTicks(-1), Job("stop")));
        Assert.NotNull(MeaningOf(BootedAt, Job("stop")));
    }

    [Theory]
    [InlineData("JOB_ID=")]
    [InlineData("JOB_ID=-1")]
    [InlineData("JOB_ID=4294967296")]
    [InlineData("NO_JOB_ID=1")]
    public void A_job_without_a_number_means_nothing(string number) =>
        Assert.Null(MeaningOf("_PID=1", "_UID=0", $"UNIT={Unit}", "JOB_TYPE=stop", number, "MESSAGE=Stopping"));

    [Theory]
    [InlineData(Unit, "998")]
    [InlineData(Unit, "0")]
    [InlineData("user@1000.service", "1000")]
    public void A_job_that_another_process_tells_of_is_forged(string writer, string user) =>
        Assert.Null(
            MeaningOf(
                "_PID=4711",
                $"_UID={user}",
                $"_SYSTEMD_UNIT={writer}",
                "PID=1",
                "SYSLOG_PID=1",
                "SYSLOG_IDENTIFIER=systemd",
                $"UNIT={Unit}",
                "JOB_TYPE=stop",
                "JOB_ID=4711",
                "MESSAGE=Stopping Interactive Brokers Gateway..."
            )
        );

    [Fact]
    public void A_line_of_the_controller_means_what_it_says() =>
        Assert.Equal(
            new SupervisorEvent.ControllerSaid(Some.Instant, GatewaySignal.LoginFailed),
            MeaningOf(Controller(LoginFailed))
        );

    [Theory]
    [InlineData("2026-11-20 09:00:00:123 IBC: detected frame entitled: IBKR Gateway; event=Opened")]
    [InlineData("")]
    public void A_line_of_the_controller_without_a_meaning_means_nothing(string message) =>
        Assert.Null(MeaningOf(Controller(message)));

    [Fact]
    public void An_entry_without_a_message_means_nothing() =>
        Assert.Null(MeaningOf("_PID=4711", "_UID=998", $"_SYSTEMD_UNIT={Unit}"));

    [Theory]
    [InlineData("_SYSTEMD_UNIT=user@1000.service")]
    [InlineData("_SYSTEMD_UNIT=ibkr-gateway@other.service")]
    [InlineData("SYSTEMD_UNIT=ibkr-gateway.service")]
    public void A_line_of_the_controller_from_elsewhere_is_forged(string writer) =>
        Assert.Null(MeaningOf("_PID=4711", "_UID=998", writer, $"UNIT={Unit}", $"MESSAGE={LoginFailed}"));

    [Theory]
    [InlineData("_PID=1", "_SYSTEMD_UNIT=init.scope")]
    [InlineData("_PID=4711", "_SYSTEMD_UNIT=ibkr-gateway.service")]
    public void Root_is_not_the_controller(string process, string writer) =>
        Assert.Null(MeaningOf(process, "_UID=0", writer, $"UNIT={Unit}", $"MESSAGE={LoginFailed}"));

    [Fact]
    public void The_start_gate_runs_as_root_and_says_what_is_missing() =>
        Assert.Equal(
            new SupervisorEvent.StartRefused(Some.Instant, "there is no /opt/ibc"),
            MeaningOf(Gate("0", $"ibkr-agent: {StartGateText.NotConfigured}there is no /opt/ibc"))
        );

    [Theory]
    [InlineData("0", StartGateText.Refused + "latched")]
    [InlineData("0", StartGateText.HandsOff + "latched")]
    [InlineData("998", StartGateText.NotConfigured + "there is no /opt/ibc")]
    public void Other_words_of_the_gate_and_those_of_others_are_no_refusal(string user, string message) =>
        Assert.Null(MeaningOf(Gate(user, message)));

    private static string[] Job(string type) =>
        [
            "_PID=1",
            "_UID=0",
            "_SYSTEMD_UNIT=init.scope",
            $"UNIT={Unit}",
            $"JOB_TYPE={type}",
            "JOB_ID=4711",
            "MESSAGE=Stopping Interactive Brokers Gateway...",
        ];

    private static string[] Controller(string message) =>
        ["_PID=4711", "_UID=998", $"_SYSTEMD_UNIT={Unit}", $"MESSAGE={message}"];

    private static string[] Gate(string user, string message) =>
        ["_PID=4711", $"_UID={user}", $"_SYSTEMD_UNIT={Unit}", $"MESSAGE={message}"];

    private static SupervisorEvent? MeaningOf(params string[] fields) => MeaningOf(Some.Instant, fields);

    private static SupervisorEvent? MeaningOf(DateTimeOffset at, string[] fields)
    {
        var values = fields.Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return JournalMeaning.Of(
            new(at.ToString("u", CultureInfo.InvariantCulture), at, values),
            new IbcController(),
            Unit,
            BootedAt
        );
    }
}
