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
    public bool IsHung { get; private set; }

    public bool IsLoggedIn => Stage == GatewayStage.LoggedIn;

    /// <summary>A person did in the window what was left to do.</summary>
    public bool IsLoginForced { get; private set; }

    public SecondFactorAnswer? SecondFactorAnswer { get; private set; }

    /// <summary>The status to end the process with, as soon as there is one.</summary>
    public Task<int> Ended => _ended.Task;

    public void Apply(Func<Scenario, Scenario> change) => Change(() => Scenario = change(Scenario));

    public void Enter(GatewayStage stage) => Change(() => Stage = stage);

    public int BeginAttempt()
    {
        Change(() =>
        {
            LoginAttempts++;
            SecondFactorAnswer = null;
            Stage = GatewayStage.Authenticating;
        });
        return LoginAttempts;
    }

    public void Hang() => Change(() => IsHung = true);

    public void ForceLogin() => Change(() => IsLoginForced = true);

    public void Answer(SecondFactorAnswer answer) => Change(() => SecondFactorAnswer = answer);

    public void End(int status) => _ended.TrySetResult(status);

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
