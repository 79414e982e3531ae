using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;

namespace IbkrAgent.Drill;

/// <summary>What a set-up has to show before it is left alone, for one gateway.</summary>
/// <param name="runAsync">a command, until it has ended.</param>
internal sealed class Checklist(
    GatewaySettings settings,
    Func<IReadOnlyList<string>, CancellationToken, Task<ChildOutcome>> runAsync,
    TimeProvider clock
)
{
    private const string Agent = "ibkr-agent";
    private const string Systemctl = "systemctl";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _name = settings.Name.ToString();
    private readonly string _unit = UnitNames.GatewayService(settings.Name);

    private string Login => settings.TradingMode == TradingMode.Live ? "a login, perhaps with the phone" : "a login";

    /// <summary>What is looked at, and then what disturbs, the least first.</summary>
    public IEnumerable<DrillStep> Steps() =>
        [
            Look("The agent is started at boot", Systemctl, "is-enabled", UnitNames.Daemon),
            Look("The Gateway's unit runs", Systemctl, "is-active", _unit),
            Look("The restart timer runs", Systemctl, "is-active", UnitNames.RestartTimer(settings.Name)),
            Healthy(),
            Look("A further client connects and is answered", Agent, "health-check", "--direct", "--gateway", _name),
            Look("The clock brings what you expect", Agent, "schedule", "--days", "2", "--gateway", _name),
            Look("Alerts arrive", Agent, "test-alert") with
            {
                Cost = "each channel gets a test message",
            },
            new(
                "The Gateway is restarted and proves it",
                $"the session ends for minutes; {Login}",
                token => DisturbAsync([Agent, "restart", "--wait", "--gateway", _name], waits: false, token)
            ),
            new(
                "A Gateway that dies comes back",
                $"every process of {_unit} is killed; {Login}, of the budget",
                token => DisturbAsync([Systemctl, "kill", "--signal=KILL", _unit], waits: true, token)
            ),
        ];

    /// <summary>After a boot.</summary>
    public DrillStep Healthy() =>
        new(
            "The Gateway is ready, proved by the API",
            null,
            async token =>
            {
                var health = await WaitUntilHealthyAsync(token);
                return DrillOutcome.Of(IsHealthy(health), TextOf(health));
            }
        );

    private DrillStep Look(string title, params string[] command) =>
        new(
            title,
            null,
            async token =>
            {
                var outcome = await runAsync(command, token);
                return DrillOutcome.Of(
                    command[0] == Agent ? IsHealthy(outcome) : outcome.Status == 0,
                    $"{string.Join(' ', command)}: status {outcome.Status}\n{TextOf(outcome)}"
                );
            }
        );

    /// <summary>Only where the check of every restart says that nothing is at stake.</summary>
    /// <param name="waits">the command does not wait for the next run itself.</param>
    private async Task<DrillOutcome> DisturbAsync(string[] command, bool waits, CancellationToken cancellationToken)
    {
        var check = await runAsync([Agent, "pre-restart-check", "--gateway", _name], cancellationToken);
        if (check.Status != (int)CheckOutcome.Go)
            return DrillOutcome.Left($"the check says no, status {check.Status}\n{TextOf(check)}");
        if (settings.Mode == AgentMode.Observe)
            return DrillOutcome.Left("mode is observe: nobody would bring the Gateway back");

        var before = waits ? await RunOfAsync(cancellationToken) : null;
        var done = await runAsync(command, cancellationToken);
        var health = await WaitUntilHealthyAsync(cancellationToken, before);
        var history = await runAsync([Agent, "history", "--since", "30min", "--gateway", _name], cancellationToken);
        return DrillOutcome.Of(
            done.Status == 0 && IsHealthy(health),
            $"{string.Join(' ', command)}: status {done.Status}\n{TextOf(done)}{TextOf(health)}{TextOf(history)}"
        );
    }

    /// <summary>The run of the unit: another one for each start.</summary>
    private async Task<string> RunOfAsync(CancellationToken cancellationToken) =>
        (await runAsync([Systemctl, "show", "-P", "InvocationID", _unit], cancellationToken)).Output.Trim();

    /// <param name="before">a run that does not count any more.</param>
    private async Task<ChildOutcome> WaitUntilHealthyAsync(CancellationToken cancellationToken, string? before = null)
    {
        var patience = settings.Supervision.StartTimeout + settings.Supervision.SecondFactorTimeout;
        var begin = clock.GetTimestamp();
        while (true)
        {
            var health = await runAsync([Agent, "health-check", "--gateway", _name], cancellationToken);
            if (IsHealthy(health) && await RunOfAsync(cancellationToken) != before)
                return health;
            if (clock.GetElapsedTime(begin) > patience)
                return health with
                {
                    Errors = $"{health.Errors}no other run was ready within {DurationText.Format(patience)}\n",
                };

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>What is degraded works, and the evidence says what a person should know.</summary>
    private static bool IsHealthy(ChildOutcome health) =>
        health.Status is (int)HealthStatus.Healthy or (int)HealthStatus.Degraded;

    private static string TextOf(ChildOutcome outcome) => $"{outcome.Output}{outcome.Errors}";
}
