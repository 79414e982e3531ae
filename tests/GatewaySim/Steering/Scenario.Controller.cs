using System.Net;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.GatewaySim.Steering;

/// <remarks>Values of <see cref="ControllerKeys"/>.</remarks>
internal sealed partial class Scenario
{
    public Incident Incident => Choice<Incident>("incident");

    public GatewayStage IncidentAt => Choice<GatewayStage>("incident_at");

    public TimeSpan IncidentDelay => Milliseconds("incident_delay_ms");

    public int ExitCode => Number("exit_code");

    /// <summary>Where the broker takes connections; null: nowhere, and none is made.</summary>
    public IPEndPoint? Broker => Value("broker") is { Length: > 0 } text ? IPEndPoint.Parse(text) : null;

    public BrokerLine BrokerLine => Choice<BrokerLine>("broker_line");

    public RivalSession Rival => Choice<RivalSession>("rival");

    /// <summary>What the phone answers by itself.</summary>
    public SecondFactorAnswer SecondFactorAnswer => Choice<SecondFactorAnswer>("second_factor_answer");

    public TimeSpan SecondFactorAnswerDelay => Milliseconds("second_factor_answer_delay_ms");

    /// <summary>The devices the broker lets choose from; empty when there is nothing to choose.</summary>
    public string[] SecondFactorDevices =>
        Value("second_factor_devices")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public string DialogTitle => Value("dialog_title");

    /// <summary>How long "too many failed login attempts" tells to wait.</summary>
    public TimeSpan Lockout => Milliseconds("lockout_ms");

    /// <summary>A token lies there while java runs: whatever ends java, the start script starts it anew.</summary>
    public bool HasStrayToken => Flag("stray_token");

    /// <summary>A command that it does not know, whatever its version; empty: none.</summary>
    public string RefusedCommand => Value("refused_command");

    public bool IsCommandPortBusy => Flag("command_port_busy");

    public bool IsDisplayMissing => Flag("display_missing");

    public bool HasSecondJava => Flag("second_java");

    public bool OpensOnLoopbackOnly => Flag("open_on_loopback_only");

    public int MemoryMegabytes => Number("memory_mb");

    public MissingPart Missing => Choice<MissingPart>("missing");

    public SecondFactorTimeoutAction OnSecondFactorTimeout => Choice<SecondFactorTimeoutAction>("on2fatimeout");

    /// <summary>What stands in place of a setting of the controller's ini; null when its ini decides.</summary>
    public string? Ini(string setting) => _values.GetValueOrDefault($"{ControllerKeys.Ini}{setting}");
}
