namespace IbkrAgent.Tests.Support;

/// <summary>Waits for a state, with a deadline.</summary>
internal static class Eventually
{
    /// <summary>However slow the machine is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (!condition())
            await Task.Delay(1, deadline.Token);
    }
}
