using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Cli;

/// <summary>What systemd said of a unit when it was asked once.</summary>
/// <param name="Problem">why nothing is known of it; null when something is.</param>
internal sealed record UnitReading(UnitStatus Unit, string? Problem)
{
    public static async Task<UnitReading> AskAsync(
        string unitName,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        await using var bus = new SystemBus(callTimeout: timeout);
        using var deadline = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await bus.WaitUntilConnectedAsync(either.Token);
            using var units = new Units(bus);
            return new(StatusOf(await units.GetUnitAsync(unitName, either.Token)), null);
        }
        catch (SystemdException exception)
        {
            return new(UnitStatus.Unknown, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(UnitStatus.Unknown, $"the system bus did not answer within {DurationText.Format(timeout)}");
        }
    }

    private static UnitStatus StatusOf(UnitProperties unit) =>
        new(
            unit.LoadState,
            unit.ActiveState,
            unit.SubState,
            unit.Result,
            unit.ExecMainStatus,
            unit.MainPid,
            unit.InvocationId,
            unit.ActiveEnterTimestamp
        );
}
