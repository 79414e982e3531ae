using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// What this Gateway is right now; its parts read it, change it, and wait for each other's changes on it.
/// </summary>
internal sealed class GatewayLife(Scenario scenario)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Scenario Scenario { get; private set; } = scenario;

    public GatewayStage Stage { get; private set; } = GatewayStage.Starting;

    public int LoginAttempts { get; private set; }

    /// <summary>Nothing answers any more, although the process runs.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The API says nothing, also to whom it holds: all is frozen, or a dialog stands before it.</summary>
    public bool IsHung => IsFrozen || Dialog is not null;

    public bool IsLoggedIn => Stage == GatewayStage.LoggedIn;

    /// <summary>What the controller calls logged in: also while the API port is not open yet.</summary>
    public bool IsLoginComplete => Stage is GatewayStage.Configuring or GatewayStage.LoggedIn;

    /// <summary>The dialog that stands before the API until a person clicks it away; null when there is none.</summary>
    public string? Dialog { get; private set; }

    /// <summary>A person did in the window what was left to do.</summary>
    public bool IsLoginForced { get; private set; }

    public SecondFactorAnswer SecondFactorAnswer { get; private set; }

    /// <summary>The status to end the process with, as soon as there is one.</summary>
    public Task<int> Ended => _ended.Task;

    public void Apply(Func<Scenario, Scenario> change) => Change(() => Scenario = change(Scenario));

    public void Enter(GatewayStage stage) => Change(() => Stage = stage);

    public int BeginAttempt()
    {
        Change(() =>
        {
            LoginAttempts++;
            SecondFactorAnswer = SecondFactorAnswer.None;
            Stage = GatewayStage.Authenticating;
        });
        return LoginAttempts;
    }

    public void Freeze() => Change(() => IsFrozen = true);

    public void ForceLogin() => Change(() => IsLoginForced = true);

    /// <summary>The controller is done with its settings, unless the Gateway has left that stage since.</summary>
    public void OpenApi() =>
        Change(() =>
        {
            if (Stage == GatewayStage.Configuring)
                Stage = GatewayStage.LoggedIn;
        });

    public void ShowDialog(string title) => Change(() => Dialog = title);

    public void DismissDialog() => Change(() => Dialog = null);

    /// <summary>Another session has the account: this one logs in again, and may need a person again.</summary>
    public void LoseSession() =>
        Change(() =>
        {
            IsLoginForced = false;
            Stage = GatewayStage.Authenticating;
        });

    /// <summary>The incident of the scenario, which then does not happen again.</summary>
    public Incident TakeIncident()
    {
        var incident = Scenario.Incident;
        Apply(scenario => scenario.Without(["incident"]));
        return incident;
    }

    public void Answer(SecondFactorAnswer answer) => Change(() => SecondFactorAnswer = answer);

    public void End(int status) => Change(() => _ended.TrySetResult(status));

    /// <summary>Stands still until a person does what is left to do.</summary>
    /// <returns>false when the process ends before.</returns>
    public async Task<bool> WaitForPersonAsync(CancellationToken cancellationToken)
    {
        await WaitUntilAsync(() => IsLoginForced || Ended.IsCompleted, cancellationToken);
        return !Ended.IsCompleted;
    }

    public async Task WaitUntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            lock (_lock)
            {
                if (condition())
                    return;

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
