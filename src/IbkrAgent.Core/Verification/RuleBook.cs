using IbkrAgent.Verification.Rules;

namespace IbkrAgent.Verification;

/// <summary>All rules, in the order in which a person would go through them.</summary>
public static class RuleBook
{
    public static readonly IReadOnlyList<Rule> All =
    [
        // What is installed.
        new ProgramRule(),
        new ControllerVersionRule(),
        new CredentialsRule(),
        new FileModesRule(),
        new SettingsRule(),
        new HandsRule(),
        // What the controller is told.
        new CommandPortRule(),
        new CommandAddressRule(),
        new ControllerSecretsRule(),
        new PortsRule(),
        new AccountRule(),
        new PaperWarningRule(),
        new ExistingSessionRule(),
        new OneRecoveryRule(),
        new OrdersRule(),
        new TrustedAddressesRule(),
        new ControllerLogRule(),
        new RestartTimeRule(),
        new LogoffTimeRule(),
        new RestartMinuteRule(),
        new ColdRestartTimeRule(),
        new GatewayZoneRule(),
        new RestartFilesRule(),
        // The units.
        new DaemonRule(),
        new DaemonRestartRule(),
        new UnitOrderRule(),
        new UnitStartsRule(),
        new UnitTimeoutsRule(),
        new StartLimitRule(),
        new UnitSecretsRule(),
        new FileLimitRule(),
        new MemoryLimitRule(),
        new DisplayClosedRule(),
        new RestartTimerRule(),
        new TimerZoneRule(),
        new TimerPersistenceRule(),
        // The host.
        new ClockRule(),
        new ZoneDataRule(),
        new MemoryRule(),
        new DiskRule(),
        new JournalRule(),
        new NeedrestartRule(),
        new UnattendedUpgradesRule(),
        // What runs.
        new LeftoversRule(),
        new KillByNameRule(),
        new StrangeGatewaysRule(),
        new OneJavaRule(),
        new DisplayFreeRule(),
        new ApiPortRule(),
        new ApiReachRule(),
        new ViewerPortRule(),
        new BrokerRouteRule(),
        new ChannelsRule(),
        new VerdictRule(),
    ];

    /// <summary>What each rule says of the host.</summary>
    public static IReadOnlyList<RuleResult> Judge(HostFacts host) => [.. All.SelectMany(rule => rule.Results(host))];
}
