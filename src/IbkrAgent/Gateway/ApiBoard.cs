using System.Collections.Immutable;
using IbkrAgent.Accounts;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// What is known of the API now; the supervisor is told of each change and of each answered heartbeat.
/// </summary>
/// <remarks>Written by one task at a time; <see cref="Session"/> and <see cref="Account"/> are read from any.</remarks>
/// <param name="isReadOnly">the Gateway was started so that it withholds orders: to ask for them could raise a dialog in
/// its window.</param>
internal sealed class ApiBoard(
    Live<GatewaySettings> settings,
    Func<bool> isReadOnly,
    BrokerWitness witness,
    TimeProvider time,
    Action<SupervisorEvent> publish,
    ILogger logger
)
{
    private const int ShownDifferences = 10;

    private readonly string _gateway = settings.Current.Name.ToString();
    private readonly HashSet<TwsErrorCode> _told = [];
    private readonly Dictionary<ConditionSource, ImmutableArray<Condition>> _conditions = [];
    private ApiStatus _status = new ApiStatus.Unknown();
    private volatile SessionReport? _session;
    private volatile AccountSnapshot? _account;
    private AccountSnapshot? _known; // what was last known of each part
    private AccountSnapshot? _before; // the same at the end of the session before; null once it was compared
    private bool _isReadOnly;

    /// <summary>The held session; null while there is none.</summary>
    public SessionReport? Session => _session;

    /// <summary>The last reading of the accounts, perhaps of an earlier session; null before the first.</summary>
    public AccountSnapshot? Account => _account;

    /// <summary>A reading of the accounts that somebody waits for.</summary>
    public AccountWish Wish { get; } = new(time);

    /// <summary>Why open orders are not to be asked for; null: they are.</summary>
    public UnreadCause? WithoutOrders =>
        !settings.Current.Account.ReadOrders ? UnreadCause.NotWanted
        : _isReadOnly || isReadOnly() ? UnreadCause.ReadOnlyApi
        : null;

    /// <summary>The Gateway is not watched any more: whatever it is next time, it may be set up differently.</summary>
    public void EndRun()
    {
        _isReadOnly = false;
        witness.EndRun();
        Show(new ApiStatus.Unknown());
    }

    /// <summary>What was true of the session is not known any more.</summary>
    public void EndSession()
    {
        _session = null;
        _before = _known;
        _told.Clear();
        witness.EndSession();
        Show(ConditionSource.Session, []);
        Show(ConditionSource.Account, []);
    }

    public void Show(ApiStatus status)
    {
        var seen = status is ApiStatus.Ready ready ? witness.Complete(ready, isAnswer: false) : status;
        if (seen != _status)
            Publish(seen);
    }

    /// <summary>Shows the status that goes with an answered heartbeat, which counts even when it is the same.</summary>
    public void ShowAnswer(ApiStatus.Ready status) => Publish(witness.Complete(status, isAnswer: true));

    public void Show(SessionReport session, ImmutableArray<Condition> conditions)
    {
        if (session.IsReadOnly && !_isReadOnly)
        {
            _isReadOnly = true;
            logger.ApiReadOnly(_gateway);
        }

        _session = session with { IsReadOnly = _isReadOnly };
        Show(ConditionSource.Session, conditions);
    }

    public void Show(AccountSnapshot snapshot)
    {
        var conditions = SessionRules.OfAccount(snapshot);
        if (conditions.IsEmpty && _before is { } before)
        {
            _before = null;
            Compare(before, snapshot);
        }

        _known = snapshot.Over(_known);
        publish(new SupervisorEvent.AccountsRead(time.GetUtcNow(), Holdings.Of(_known)));
        _account = snapshot;
        Show(ConditionSource.Account, conditions);
        Wish.Fulfil();
    }

    /// <summary>Logs a notice that an operator should read, once per session and code.</summary>
    public void Show(ErrorMessage notice)
    {
        if (notice.IsNoteworthy && _told.Add(notice.Code))
            logger.GatewayNoticed(_gateway, notice.ToString());
    }

    private void Publish(ApiStatus status)
    {
        _status = status;
        publish(new SupervisorEvent.ApiObserved(time.GetUtcNow(), status));
    }

    private void Compare(AccountSnapshot before, AccountSnapshot after)
    {
        var differences = AccountComparison.Between(before, after);
        if (!differences.IsEmpty)
            logger.AccountDiffers(
                _gateway,
                differences.Length,
                AccountComparison.Describe(differences, ShownDifferences)
            );
    }

    private void Show(ConditionSource source, ImmutableArray<Condition> conditions)
    {
        if (_conditions.GetValueOrDefault(source, []).SequenceEqual(conditions))
            return;

        _conditions[source] = conditions;
        publish(new SupervisorEvent.ConditionsObserved(time.GetUtcNow(), source, conditions));
    }
}
