using IbkrAgent.Common;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Cli;

/// <summary>What a command wants of systemd, over a connection to the bus that lives for it alone.</summary>
/// <param name="address">null: the system bus.</param>
internal sealed class BusCommand(string? address = null)
{
    /// <summary>The answer, or in one line why there is none in time.</summary>
    public async Task<(T? Answer, string? Problem)> RunAsync<T>(
        TimeSpan timeout,
        Func<Units, CancellationToken, Task<T>> runAsync,
        CancellationToken cancellationToken
    )
        where T : class
    {
        await using var bus = new SystemBus(address, timeout);
        using var deadline = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await bus.WaitUntilConnectedAsync(either.Token);
            using var units = new Units(bus);
            return (await runAsync(units, either.Token), null);
        }
        catch (SystemdException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"the system bus did not answer within {DurationText.Format(timeout)}");
        }
    }
}
