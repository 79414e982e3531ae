using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using static System.FormattableString;

namespace IbkrAgent.Restarts;

/// <summary>Says what became of a restart, by what is said of the Gateway before and after. Pure.</summary>
public static class RestartProving
{
    /// <summary>How long accounts and dependents of a Gateway that is ready are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int ShownDifferences = 5;

    /// <summary>The proof of a restart that was decided a moment ago.</summary>
    /// <param name="now">with <see cref="GatewayReport.Restart"/>, before anything became of it.</param>
    public static RestartProof Begin(RestartReport restart, GatewayReport now) =>
        new(
            restart,
            now.Unit.InvocationId,
            now.Process?.JavaPid,
            now.Account,
            [.. (now.Dependents ?? []).Where(one => one.State == "active").Select(one => one.Name)],
            WasAsked: false,
            ReadyAt: null
        );

    /// <summary>Follows it; an alert when there is something to tell.</summary>
    public static (RestartProof Proof, Alert? Alert) Follow(
        RestartProof proof,
        GatewayReport now,
        GatewaySettings settings,
        DateTimeOffset at
    )
    {
        if (proof.IsOver)
            return (proof, null);

        var isNewRun = IsNewRun(proof, now);
        var seen = proof with { WasAsked = proof.WasAsked || now.Verdict == Verdict.AwaitingTwoFactor };
        if (isNewRun && now is { Unit.IsActive: true, Verdict: Verdict.Ready or Verdict.Degraded })
            seen = seen with { ReadyAt = seen.ReadyAt ?? at };
        return seen switch
        {
            { ReadyAt: { } ready } when IsComplete(seen, now) || at - ready >= Patience => End(seen, now, at),
            { ReadyAt: null } when now.Verdict == Verdict.Stopped => Close(
                seen,
                RestartOutcome.Failed,
                $"stopped before it was ready: {now.Reason}",
                now,
                at
            ),
            { ReadyAt: null, Report.Outcome: RestartOutcome.UnderWay }
                when at - seen.Report.At >= settings.RestartPlan.LateAfter => BeLate(seen, now, isNewRun, at),
            _ => (seen, null),
        };
    }

    /// <summary>Of the unit, or of the Gateway inside of it.</summary>
    private static bool IsNewRun(RestartProof proof, GatewayReport now) =>
        (now.Unit.InvocationId.Length > 0 && now.Unit.InvocationId != proof.RunBefore) || IsOtherJava(proof, now);

    private static bool IsOtherJava(RestartProof proof, GatewayReport now) =>
        proof.JavaBefore is { } before && now.Process?.JavaPid is { } java && java != before;

    private static bool IsComplete(RestartProof proof, GatewayReport now) =>
        (ToCompare(proof) is [] || (IsReadAfter(proof, now) && NotReadAgain(proof, now) is []))
        && (proof.JavaBefore is null || IsOtherJava(proof, now))
        && now.IsLoginKept is not null
        && MissingDependents(proof, now).Length == 0;

    /// <summary>The accounts of the new process, and not what was last known of the old one.</summary>
    private static bool IsReadAfter(RestartProof proof, GatewayReport now) =>
        now is { Account.At: var read, Session.Since: var since } && since > proof.Report.At && read >= since;

    /// <summary>What was known before, and has to be known afterwards.</summary>
    private static AccountPart[] ToCompare(RestartProof proof) =>
        proof.AccountsBefore is { } before ? [.. AccountComparison.Parts.Where(before.Has)] : [];

    /// <summary>Of what has to be known again, the parts that the reading after the restart does not have.</summary>
    private static AccountPart[] NotReadAgain(RestartProof proof, GatewayReport now) =>
        [.. ToCompare(proof).Where(part => !IsReadAfter(proof, now) || now.Account?.Has(part) is not true)];

    private static string[] MissingDependents(RestartProof proof, GatewayReport now) =>
        [
            .. proof.DependentsBefore.Where(name =>
                now.Dependents?.Any(one => one.Name == name && one.State != "active") == true
            ),
        ];

    private static (RestartProof, Alert?) End(RestartProof proof, GatewayReport now, DateTimeOffset at)
    {
        var differences =
            proof.AccountsBefore is { } before && now.Account is { } after && IsReadAfter(proof, now)
                ? AccountComparison.Between(before, after)
                : [];
        var missing = MissingDependents(proof, now);
        var text = string.Join(
            ", ",
            [
                Invariant($"ready after {AlertText.Duration((proof.ReadyAt ?? at) - proof.Report.At)}"),
                ProcessText(proof, now),
                LoginText(proof, now),
                .. AccountTexts(proof, now, differences.Length),
                .. missing.Length > 0 ? [$"not back: {string.Join(", ", missing)}"]
                : proof.DependentsBefore.Length > 0 ? [Invariant($"{proof.DependentsBefore.Length} dependents back")]
                : Array.Empty<string>(),
            ]
        );
        var outcome =
            differences.Length > 0 ? RestartOutcome.Different
            : NotReadAgain(proof, now) is not [] ? RestartOutcome.Unproved
            : proof.Report.Outcome == RestartOutcome.Late ? RestartOutcome.Late
            : RestartOutcome.Proved;
        if (differences.Length > 0)
            text += $": {AccountComparison.Describe(differences, ShownDifferences)}";
        return Close(proof, outcome, text, now, at, AccountComparison.Describe(differences, differences.Length));
    }

    private static string ProcessText(RestartProof proof, GatewayReport now) =>
        (proof.JavaBefore, now.Process?.JavaPid) switch
        {
            ({ } before, { } after) when now.Unit.InvocationId == proof.RunBefore => Invariant(
                $"new Java process {after} (was {before}) inside the same run of the unit"
            ),
            ({ } before, { } after) => Invariant($"new Java process {after} (was {before})"),
            (null, { } after) => Invariant($"Java process {after}"),
            _ => "a new run of the unit",
        };

    private static string LoginText(RestartProof proof, GatewayReport now) =>
        now.IsLoginKept switch
        {
            true => "login kept",
            false when proof.WasAsked => "full login with the second factor",
            false => "full login, no second factor",
            null => "login not told",
        };

    private static IEnumerable<string> AccountTexts(RestartProof proof, GatewayReport now, int differences)
    {
        var lost = NotReadAgain(proof, now);
        if (proof.AccountsBefore is not { } before || ToCompare(proof) is [])
            yield return "accounts not read before";
        else if (!IsReadAfter(proof, now))
            yield return "the accounts could not be read again";
        else
        {
            if (lost is not [])
                yield return $"{string.Join(" and ", lost.Select(AccountParts.NameOf))} could not be read again";
            if (differences > 0)
                yield return Invariant($"{differences} differences in the accounts");
            else if (lost is [])
                yield return $"accounts as before ({string.Join(", ", ToCompare(proof).Select(part => Count(before, part)))})";
            foreach (var part in AccountComparison.Parts.Except(ToCompare(proof)))
                yield return $"{AccountParts.NameOf(part)} not read before";
        }
    }

    private static string Count(AccountSnapshot accounts, AccountPart part) =>
        Invariant(
            $"{(part == AccountPart.Positions ? accounts.Positions.Length : accounts.Orders.Length)} {AccountParts.NameOf(part)}"
        );

    private static (RestartProof, Alert?) BeLate(
        RestartProof proof,
        GatewayReport now,
        bool isNewRun,
        DateTimeOffset at
    )
    {
        var what = isNewRun ? $"it is {now.Verdict}: {now.Reason}" : "the old process still runs";
        var text = Invariant($"not ready {AlertText.Duration(at - proof.Report.At)} after its restart: {what}");
        var late = proof with { Report = proof.Report with { Outcome = RestartOutcome.Late, Text = text } };
        return (late, AlertOf(late.Report, now, at));
    }

    private static (RestartProof, Alert?) Close(
        RestartProof proof,
        RestartOutcome outcome,
        string text,
        GatewayReport now,
        DateTimeOffset at,
        string differences = ""
    )
    {
        var closed = proof with
        {
            Report = proof.Report with { Outcome = outcome, Text = text, Differences = differences },
            AccountsBefore = null, // compared, and of no more use
            IsClosed = true,
        };
        return (closed, AlertOf(closed.Report, now, at));
    }

    /// <summary>What a fault led to has its own alerts; what the operator asked for he sees himself, when it is good.</summary>
    private static Alert? AlertOf(RestartReport report, GatewayReport now, DateTimeOffset at) =>
        (report.Outcome, report.Cause) switch
        {
            (_, not (RestartCause.Schedule or RestartCause.Operator)) => null,
            (RestartOutcome.Proved, RestartCause.Schedule) => RestartAlerts.Ended(
                AlertCatalog.RestartDone,
                now.Name,
                report,
                at
            ),
            (RestartOutcome.Different, _) => RestartAlerts.Ended(AlertCatalog.RestartDifferent, now.Name, report, at),
            (RestartOutcome.Unproved, _) => RestartAlerts.Ended(AlertCatalog.RestartUnproved, now.Name, report, at),
            (RestartOutcome.Late, _) => RestartAlerts.Ended(
                now.Verdict is Verdict.Ready or Verdict.Degraded ? AlertCatalog.RestartDone : AlertCatalog.RestartLate,
                now.Name,
                report,
                at
            ),
            _ => null,
        };
}
