using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Says in the journal what a step changed: the record that people and <c>history</c> read.</summary>
internal sealed class StateNews(string gateway, ILogger logger)
{
    /// <param name="report">what is said of the state afterwards; asked for only when something of it is told.</param>
    public void Tell(
        SupervisorState before,
        SupervisorState after,
        SupervisorEvent @event,
        TimeSpan took,
        Func<GatewayReport> report
    )
    {
        if (after.Phase != before.Phase)
            logger.PhaseChanged(gateway, before.Phase, after.Phase, @event.GetType().Name, took.TotalMilliseconds);
        TellLogin(before.Memory.Login, after.Memory.Login, @event);
        if (after.Memory.Latch is { } latch && before.Memory.Latch is null)
            logger.Latched(gateway, latch.Why);
        if (after.Memory.Hold != before.Memory.Hold)
            logger.HoldChanged(gateway, after.Memory.Hold?.ToString() ?? "not held any more");
        if (after.Memory.Force != before.Memory.Force)
            logger.ForceChanged(
                gateway,
                report().Force is { } force
                    ? $"goes before the run window: {force}"
                    : "nothing goes before the run window"
            );
        if (after.Memory.Parked != before.Memory.Parked)
            logger.ParkedChanged(gateway, after.Memory.Parked);
        if (after.Plan != before.Plan && after.Plan.Length > 0)
            logger.Planned(gateway, after.Plan);
        if (after.Finding.Verdict != before.Finding.Verdict)
            logger.VerdictChanged(gateway, after.Finding.Verdict, before.Finding.Verdict, after.Finding.Evidence);
        TellIncident(before.Memory.Alerts.Incident, after);
    }

    /// <remarks>The log is read late after a restart of the agent: what happened has a time of its own.</remarks>
    private void TellLogin(LoginProgress before, LoginProgress after, SupervisorEvent @event)
    {
        if (before == after || @event is SupervisorEvent.TimeJumped)
            return;

        foreach (var news in LoginNews.Between(before, after))
            switch (news)
            {
                case LoginNews.Attempted:
                    logger.LoginAttempted(gateway, @event.At);
                    break;
                case LoginNews.ApprovalAsked(var request):
                    logger.ApprovalAsked(gateway, request, @event.At);
                    break;
                case LoginNews.ApprovalEnded(var isGiven):
                    logger.ApprovalEnded(gateway, isGiven ? "given" : "not given", @event.At);
                    break;
                case LoginNews.Ended({ } outcome) when outcome <= LoginOutcome.FullWithSecondFactor:
                    logger.LoginCompleted(gateway, outcome, Words(outcome), @event.At);
                    break;
                case LoginNews.Ended({ } outcome):
                    logger.LoginNotCompleted(gateway, outcome, Words(outcome), @event.At);
                    break;
            }
    }

    private void TellIncident(AlertIncident? before, SupervisorState after)
    {
        var now = after.Memory.Alerts.Incident;
        if (before?.Id == now?.Id)
            return;

        if (before is not null)
            logger.IncidentEnded(
                gateway,
                before.Id,
                after.Finding.Verdict,
                AlertText.Duration(after.Since - before.StartedAt),
                before.StartedAt,
                after.Since,
                string.Join(' ', before.ToldCodes)
            );
        if (now is not null)
            logger.IncidentBegan(gateway, now.Id, after.Finding.Verdict, after.Finding.Evidence, now.StartedAt);
    }

    private static string Words(LoginOutcome outcome) =>
        outcome switch
        {
            LoginOutcome.Kept => "the login was kept",
            LoginOutcome.Full => "in full, no second factor",
            LoginOutcome.FullWithSecondFactor => "in full, with the second factor",
            LoginOutcome.Refused => "the broker refused it",
            LoginOutcome.TimedOut => "it was not completed in time",
            _ => "it ended before the broker had answered",
        };
}
