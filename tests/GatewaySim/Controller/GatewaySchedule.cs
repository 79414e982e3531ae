using System.Globalization;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// What happens by the clock: the controller's close-down and cold restart, the Gateway's restart or logoff.
/// </summary>
internal sealed class GatewaySchedule(
    ControllerSettings settings,
    GatewayLife life,
    GatewayExit exit,
    RestartFiles files,
    ControllerLog log,
    TimeProvider clock
)
{
    private bool _isAutoActionSet;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            CloseDownAsync(cancellationToken),
            ColdRestartAsync(cancellationToken),
            ActAsync(cancellationToken)
        );

    /// <summary>The controller sets the Gateway's time after each login.</summary>
    public void AnnounceAutoAction()
    {
        if (settings.AutoRestartTime is { } restart)
        {
            files.WriteRestartTime(restart);
            Announce("Auto restart", restart);
        }
        else if (settings.AutoLogoffTime is { } logoff)
            Announce("Auto logoff", logoff);
    }

    private void Announce(string action, TimeOnly time)
    {
        var said = _isAutoActionSet ? "already set to" : "set to";
        log.Write($"{action} time {said} {time.ToString("hh:mm tt", CultureInfo.InvariantCulture)}");
        _isAutoActionSet = true;
    }

    private async Task CloseDownAsync(CancellationToken cancellationToken)
    {
        // One that is not in the ini is announced all the same: the controller says it when it starts.
        if (life.Scenario.Incident == Incident.CloseDown)
            AnnounceEnd("shut down", clock.GetLocalNow().DateTime);

        if (settings.ClosedownAt is { } closing)
        {
            await AnnounceAndWaitAsync("shut down", closing, cancellationToken);
            await exit.CloseDownAsync(cancellationToken);
        }
    }

    private async Task ColdRestartAsync(CancellationToken cancellationToken)
    {
        if (life.Scenario.Incident == Incident.ColdRestart)
            AnnounceEnd("cold restarted", clock.GetLocalNow().DateTime);

        if (settings.ColdRestartTime is { } restart)
        {
            await AnnounceAndWaitAsync("cold restarted", restart, cancellationToken);
            await exit.ColdRestartAsync(cancellationToken);
        }
    }

    private async Task AnnounceAndWaitAsync(string what, WeeklyTime time, CancellationToken cancellationToken)
    {
        var at = time.NextAfter(clock.GetLocalNow().DateTime);
        AnnounceEnd(what, at);
        await WaitUntilAsync(at, cancellationToken);
    }

    private void AnnounceEnd(string what, DateTime at) =>
        log.Write(string.Create(CultureInfo.InvariantCulture, $"Gateway will be {what} at {at:yyyy/MM/dd HH:mm}"));

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        // What is in the ini was set with the login; without it the Gateway's own setting stays as it was.
        if ((settings.AutoRestartTime ?? settings.AutoLogoffTime ?? files.ReadRestartTime()) is not { } time)
            return;

        await life.WaitUntilAsync(() => life.IsLoginComplete, cancellationToken);
        await WaitUntilAsync(new WeeklyTime(null, time).NextAfter(clock.GetLocalNow().DateTime), cancellationToken);
        await (
            settings is { AutoRestartTime: null, AutoLogoffTime: not null }
                ? exit.LogOffAsync(cancellationToken)
                : exit.RestartAsync(pause: false, cancellationToken)
        );
    }

    private Task WaitUntilAsync(DateTime local, CancellationToken cancellationToken)
    {
        var at = new DateTimeOffset(local, clock.LocalTimeZone.GetUtcOffset(local));
        return Task.Delay(at - clock.GetUtcNow(), clock, cancellationToken);
    }
}
