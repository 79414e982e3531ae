using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>
/// Everything the agent says about one gateway: for <c>status</c>, <c>health-check</c>, the journal and STATUS=.
/// </summary>
/// <param name="Name">the instance, for example <c>main</c>.</param>
/// <param name="Verdict">what the Gateway is.</param>
/// <param name="Reason">the evidence, one line, lower case, no full stop.</param>
/// <param name="NextStep">what happens next or what the operator can do; one line, may be empty.</param>
/// <param name="Since">when the verdict became what it is.</param>
/// <param name="SeenAt">when what the verdict rests on was seen last.</param>
/// <param name="ExpectedUntil">the broker's reset that explains the verdict is over then; null when none does.</param>
/// <param name="OnPurpose">the Gateway is stopped because the operator or the settings want it so (not parked by a
/// bare stop).</param>
/// <param name="Parked">the operator stopped the unit with systemctl; the agent leaves it alone.</param>
/// <param name="Mode">act or observe, from the settings.</param>
/// <param name="HandsOff">the hands-off file stands: the agent observes whatever the mode.</param>
/// <param name="Unit">what systemd says.</param>
/// <param name="Api">what the API says, one line.</param>
/// <param name="Budget">what is left of the login budgets.</param>
public sealed record GatewayReport(
    string Name,
    Verdict Verdict,
    string Reason,
    string NextStep,
    DateTimeOffset Since,
    DateTimeOffset SeenAt,
    DateTimeOffset? ExpectedUntil,
    bool OnPurpose,
    bool Parked,
    AgentMode Mode,
    bool HandsOff,
    UnitStatus Unit,
    string Api,
    BudgetReport Budget
)
{
    /// <summary>Until when, by whom and why nothing is done; null when no hold stands.</summary>
    public string? Hold { get; init; }

    /// <summary>What goes before the run window, until when, by whom; null when nothing does.</summary>
    public string? Force { get; init; }

    /// <summary>
    /// When it is going to be stopped, by run window or force, as far as it is known now: orders at work put a stop off.
    /// Null: it is not.
    /// </summary>
    public DateTimeOffset? StopAt { get; init; }

    /// <summary>When the run window opens or closes next; null when it never does.</summary>
    public DateTimeOffset? WindowChange { get; init; }

    /// <summary>The held session with the API; null while there is none.</summary>
    public SessionReport? Session { get; init; }

    /// <summary>The last reading of the accounts, perhaps of an earlier session; null before the first.</summary>
    public AccountSnapshot? Account { get; init; }

    /// <summary>The unit's processes and memory; null: the unit is not active, or systemd does not answer.</summary>
    public ProcessReport? Process { get; init; }

    /// <summary>The API port as the kernel shows it; null: the unit is not active, or it cannot be seen.</summary>
    public NetworkReport? Network { get; init; }

    /// <summary>When the broker asked for the approval that is waited for; null: none is.</summary>
    public DateTimeOffset? ApprovalAskedAt { get; init; }

    /// <summary>Whether clients may send orders; null: the daemon has not looked yet.</summary>
    public OrdersReport? Orders { get; init; }

    /// <summary>The services that live on it, in the order of their start; null when there are none.</summary>
    public IReadOnlyList<DependentReport>? Dependents { get; init; }

    /// <summary>The controller's words on when the Gateway ends or begins anew by its own clock; null: not said.</summary>
    public string? OwnClose { get; init; }

    /// <summary>By what the next restart keeps the login; null: it needs no phone, or that is not known.</summary>
    public KeepingReport? Keeping { get; init; }

    /// <summary>
    /// When the present process began, and with it the login, or the going on with an earlier one; null while none
    /// runs.
    /// </summary>
    public DateTimeOffset? ProcessSince =>
        !Unit.IsActive ? null
        : Process is { Relaunches: > 0, JavaSince: { } java } ? java
        : Unit.ActiveSince;

    /// <summary>The present process went on with a stored login, and nobody typed one; null: not known yet.</summary>
    public bool? IsLoginKept { get; init; }

    /// <summary>When the broker forgets the login of a live account, whatever keeps it; null: it is a paper one.</summary>
    public DateTimeOffset? TokenExpiry { get; init; }

    /// <summary>What the check says of a restart now; null: nothing runs that could be restarted.</summary>
    public CheckBrief? RestartCheck { get; init; }

    /// <summary>The next restart by the clock.</summary>
    public RestartPlanReport? RestartPlan { get; init; }

    /// <summary>The last restart that the agent made, and what became of it; null before the first.</summary>
    public RestartReport? Restart { get; init; }

    /// <summary>The trouble that is not over and was told; null: there is none.</summary>
    public ToldIncident? Incident { get; init; }

    /// <summary>The last ones that are over, newest first; null when there were none.</summary>
    public IReadOnlyList<ToldIncident>? PastIncidents { get; init; }

    /// <summary>Who has asked that a restart waits, oldest first; null when nobody has.</summary>
    public IReadOnlyList<Inhibitor>? Inhibitors { get; init; }
}

/// <summary>Used and allowed numbers of one gateway's login and restart budgets.</summary>
/// <param name="Latched">why no login happens until <c>ibkr-agent ack</c>; null when none stands.</param>
public sealed record BudgetReport(
    int ColdLoginsLastHour,
    int ColdLoginsPerHour,
    int ColdLoginsLastDay,
    int ColdLoginsPerDay,
    int FailedLoginsInRow,
    int FailedLoginsLastDay,
    int RestartsLastHour,
    int RestartsPerHour,
    string? Latched
);
