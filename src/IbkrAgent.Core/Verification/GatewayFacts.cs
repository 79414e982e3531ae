using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Settings;

namespace IbkrAgent.Verification;

/// <summary>What was found of one gateway.</summary>
public sealed record GatewayFacts(GatewaySettings Settings)
{
    /// <summary>The operator's settings of the controller.</summary>
    public required Fact<ControllerIni> Controller { get; init; }

    /// <summary>The controller and the Gateway, as far as they are not there.</summary>
    public required IReadOnlyList<MissingPart> MissingProgram { get; init; }

    /// <summary>Null: it is not known to the controller's version file.</summary>
    public required Version? ControllerVersion { get; init; }

    /// <summary>MiB; null: the Gateway's options do not say it.</summary>
    public required Fact<int?> Heap { get; init; }

    public required Fact<IReadOnlyList<MissingPart>> MissingCredentials { get; init; }

    /// <summary>Ports that do not agree, or that two gateways claim.</summary>
    public required Fact<IReadOnlyList<MissingPart>> PortQuarrels { get; init; }

    /// <summary>Whether orders are taken, now and from the next start on.</summary>
    public required OrdersReport Orders { get; init; }

    /// <summary>config.ini and credentials.env.</summary>
    public required Fact<IReadOnlyList<FileFacts>> Files { get; init; }

    /// <summary>The Gateway's own settings; null: it never ran.</summary>
    public required Fact<string?> GatewaySettings { get; init; }

    /// <summary>Files from which a restart goes on without a login.</summary>
    public required Fact<IReadOnlyList<string>> RestartFiles { get; init; }

    public required Fact<UnitFacts> Unit { get; init; }

    public required Fact<UnitFacts> Display { get; init; }

    public required Fact<UnitFacts> Timer { get; init; }

    /// <summary>When the restart of the day is due, the next times.</summary>
    public required IReadOnlyList<DateTimeOffset> Restarts { get; init; }

    /// <summary>Whether the broker's host takes a connection; null: the settings name none.</summary>
    public required Fact<string>? BrokerRoute { get; init; }

    /// <summary>What the daemon says of it; a daemon that is away says nothing.</summary>
    public required Fact<VerdictFacts> Verdict { get; init; }
}
