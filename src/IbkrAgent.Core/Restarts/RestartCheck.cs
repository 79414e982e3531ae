using System.Collections.Immutable;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using static System.FormattableString;

namespace IbkrAgent.Restarts;

/// <summary>
/// Says whether a restart of a Gateway is safe now, by everything that is known of it. Changes nothing.
/// </summary>
public static partial class RestartCheck
{
    /// <summary>A restart and what follows it take less.</summary>
    private static readonly TimeSpan OwnCloseAhead = TimeSpan.FromMinutes(15);

    /// <param name="gateway">what the daemon knows.</param>
    public static CheckReport Of(GatewayReport gateway, GatewaySettings settings, DateTimeOffset at) =>
        Conclude(
            gateway.Verdict,
            at,
            [
                OfUnit(gateway),
                OfLatch(gateway.Budget),
                OfHold(gateway),
                OfVerdict(gateway.Verdict, gateway.Reason),
                OfMemory(gateway.Process?.Memory),
                OfOrders(gateway.Account, settings, at),
                OfPositions(gateway.Account, settings, at),
                OfClients(gateway.Network, settings.RestartCheck),
                OfInhibitors(gateway.Inhibitors ?? [], settings.RestartCheck),
                OfReset(settings.Watch, at),
                OfOwnClose(gateway.OwnClose, settings, at),
                OfBudget(gateway.Budget),
                OfPhone(gateway, settings, at),
            ]
        ) with
        {
            IsRunning = gateway.Unit.IsActive,
            IsMarketOpen = IsMarketOpen(gateway.Account, settings, at),
            IsMemoryCritical = IsCritical(gateway.Process?.Memory),
            IsReady = gateway.Verdict is Verdict.Ready or Verdict.Degraded,
            LoginSince = gateway.ProcessSince,
        };

    private static CheckReport Conclude(Verdict verdict, DateTimeOffset at, ImmutableArray<CheckFinding> findings)
    {
        var isCure = verdict is Verdict.ApiSilent or Verdict.PortClosed;
        var outcome = findings.Max(finding => finding.Level) switch
        {
            CheckLevel.Block => CheckOutcome.Block,
            // What is silent for the agent may serve others: orders that were at work when it was read last may still be.
            CheckLevel.Defer when IsDeferred(findings, CheckRule.Orders) => CheckOutcome.Defer,
            _ when isCure || verdict == Verdict.ApiRejected => CheckOutcome.Unknown,
            CheckLevel.Defer => CheckOutcome.Defer,
            _ => CheckOutcome.Go,
        };
        return new(at, outcome, isCure, findings);
    }

    private static bool IsDeferred(ImmutableArray<CheckFinding> findings, CheckRule rule) =>
        findings.Any(finding => finding.Rule == rule && finding.Level == CheckLevel.Defer);

    private static CheckFinding OfUnit(GatewayReport gateway) =>
        gateway switch
        {
            { Parked: true } => Block(CheckRule.Unit, "somebody stopped the unit by hand"),
            { OnPurpose: true } => Block(CheckRule.Unit, $"it is stopped on purpose: {gateway.Reason}"),
            { Unit.IsActive: false } => Block(
                CheckRule.Unit,
                $"the unit is {gateway.Unit.ActiveState}: there is nothing to restart"
            ),
            { Mode: AgentMode.Observe } => Block(CheckRule.Unit, "mode = observe: the agent does not act"),
            _ => Ok(CheckRule.Unit, "the unit is active, and wanted"),
        };

    private static CheckFinding OfLatch(BudgetReport budget) =>
        budget.Latched is { } why
            ? Block(CheckRule.Latch, $"latched: {why}")
            : Ok(CheckRule.Latch, "nothing is latched");

    private static CheckFinding OfHold(GatewayReport gateway) =>
        gateway switch
        {
            { HandsOff: true } => Block(CheckRule.Hold, "hands off: the file stands"),
            { Hold: { } hold } => Block(CheckRule.Hold, hold),
            _ => Ok(CheckRule.Hold, "nobody holds the agent"),
        };

    private static CheckFinding OfVerdict(Verdict verdict, string reason)
    {
        var text = $"it is {verdict}: {reason}";
        return verdict switch
        {
            Verdict.Ready => Ok(CheckRule.Verdict, text),
            Verdict.Degraded or Verdict.ApiSilent or Verdict.PortClosed or Verdict.ApiRejected => new(
                CheckRule.Verdict,
                CheckLevel.Warn,
                text
            ),
            // A login is under way, or would fail.
            Verdict.Starting or Verdict.AwaitingTwoFactor or Verdict.UpstreamLost => new(
                CheckRule.Verdict,
                CheckLevel.Defer,
                text
            ),
            _ => Block(CheckRule.Verdict, text),
        };
    }

    private static CheckFinding OfMemory(MemoryReport? memory) =>
        memory switch
        {
            null => Ok(CheckRule.Memory, "not known"),
            { WithFileCache: true } => Ok(CheckRule.Memory, Invariant($"{memory.Used >> 20} MiB at most")),
            _ when IsCritical(memory) => new(
                CheckRule.Memory,
                CheckLevel.Warn,
                Invariant(
                    $"{memory.Used >> 20} MiB, critical from {memory.Critical >> 20} on: put it off as little as can be"
                )
            ),
            _ => Ok(CheckRule.Memory, Invariant($"{memory.Used >> 20} MiB")),
        };

    private static bool IsCritical(MemoryReport? memory) =>
        memory is { WithFileCache: false, Critical: { } critical } && memory.Used >= critical;

    private static CheckFinding OfClients(NetworkReport? network, RestartCheckSettings policy) =>
        network switch
        {
            null => Ok(CheckRule.Clients, "not known"),
            { OtherClients: 0 } => Ok(CheckRule.Clients, "no other program is connected"),
            { OtherClients: var count } => new(
                CheckRule.Clients,
                policy.OtherClients,
                Invariant($"{count} other programs are connected, and will be cut off"),
                GatewayKeys.RestartOtherClients.Name
            ),
        };

    private static CheckFinding OfReset(WatchSettings watch, DateTimeOffset at) =>
        (watch.OwnResets.EndAt(at), watch.Resets.EndAt(at)) switch
        {
            ({ } end, _) => new(
                CheckRule.Reset,
                CheckLevel.Defer,
                $"the broker's reset is expected to last until {end:u}",
                GatewayKeys.BrokerResets.Name
            ),
            // Somebody else's, as likely as not: every day has one of some region at most hours.
            (null, { } end) => new(
                CheckRule.Reset,
                CheckLevel.Warn,
                $"a reset of the broker in one of its regions is expected to last until {end:u}",
                GatewayKeys.Region.Name
            ),
            _ => Ok(CheckRule.Reset, "outside of the broker's resets"),
        };

    /// <summary>It does by itself what a restart would do, and two at once may cost the login.</summary>
    private static CheckFinding OfOwnClose(string? said, GatewaySettings settings, DateTimeOffset at)
    {
        if (said is null)
            return Ok(CheckRule.OwnClose, "nothing is known of a clock of its own");

        var next = OwnCloseText.Next(said, settings.Program.TimeZone, at);
        return next < at + OwnCloseAhead
            ? new(CheckRule.OwnClose, CheckLevel.Defer, $"the Gateway does it by itself at {next:u}: {said}")
            : Ok(CheckRule.OwnClose, said);
    }

    /// <summary>A restart that cannot be followed by a login leaves the Gateway down.</summary>
    private static CheckFinding OfBudget(BudgetReport budget) =>
        budget switch
        {
            { ColdLoginsLastDay: var day, ColdLoginsPerDay: var most } when day >= most => Spent(
                $"{day} of {most} logins of a day"
            ),
            { ColdLoginsLastHour: var hour, ColdLoginsPerHour: var most } when hour >= most => Spent(
                $"{hour} of {most} logins of an hour"
            ),
            { RestartsLastHour: var hour, RestartsPerHour: var most } when hour >= most => Spent(
                $"{hour} of {most} restarts of an hour"
            ),
            _ => Ok(CheckRule.Budget, "there is room for a login"),
        };

    private static CheckFinding Spent(string what) => new(CheckRule.Budget, CheckLevel.Defer, $"spent: {what}");

    private static CheckFinding Ok(CheckRule rule, string text) => new(rule, CheckLevel.Ok, text);

    private static CheckFinding Block(CheckRule rule, string text) => new(rule, CheckLevel.Block, text);
}
