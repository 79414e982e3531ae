using System.Globalization;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Restarts;

/// <summary>What the operator is told about restarts; each once, when it comes about.</summary>
internal static class RestartAlerts
{
    public static Alert Deferred(InstanceName gateway, RestartDeferral deferral, string byItself, DateTimeOffset at) =>
        Compose(
            AlertCatalog.RestartDeferred,
            gateway,
            $"It was due at {deferral.Since:u}: {deferral.Why}. It is made as soon as that is over, until {deferral.Until:u}. {byItself}",
            $"Nothing to do; to make it now: {AgentCommand.For(gateway, "restart")}.",
            deferral.Since,
            at
        );

    public static Alert Skipped(
        AlertDefinition definition,
        InstanceName gateway,
        RestartDeferral deferral,
        DateTimeOffset? next,
        string byItself,
        DateTimeOffset at
    ) =>
        Compose(
            definition,
            gateway,
            $"It was due at {deferral.Since:u}, and could not be made until {deferral.Until:u}: {deferral.Why}. {byItself}",
            (next is { } elapse && elapse > at ? $"It is tried again at {elapse:u}; before that" : "When it suits")
                + $": {AgentCommand.For(gateway, "restart")}.",
            deferral.Since,
            at
        );

    public static Alert Overdue(
        InstanceName gateway,
        DateTimeOffset since,
        string why,
        string byItself,
        DateTimeOffset at
    ) =>
        Compose(
            AlertCatalog.RestartOverdue,
            gateway,
            $"The Gateway should have been restarted at {since:u}, and was not until now: {why}. {byItself}",
            $"Make it when it suits: {AgentCommand.For(gateway, "restart")}.",
            since,
            at
        );

    public static Alert PhonePlanned(GatewaySettings settings, DateTimeOffset due, DateTimeOffset at) =>
        Compose(
            AlertCatalog.PhonePlanned,
            settings.Name,
            $"The broker forgets its logins at {settings.Schedule.TokenExpiry.Last(due):u}; the next one is planned at {due:u}.",
            "Have the phone at hand then; another time: weekly_login in agent.ini.",
            due,
            at
        );

    public static Alert PhoneNeeded(GatewaySettings settings, DateTimeOffset due, string verdict, DateTimeOffset at) =>
        Compose(
            AlertCatalog.PhoneNeeded,
            settings.Name,
            $"It was due at {due:u}. {AlertText.Sentence(verdict)}",
            $"With the phone at hand: {AgentCommand.For(settings.Name, "restart")}, or ack when status says latched.",
            due,
            at
        );

    public static Alert Ended(AlertDefinition definition, string gateway, RestartReport report, DateTimeOffset at) =>
        new(
            definition.Code,
            definition.Severity,
            gateway,
            $"Gateway {gateway} {definition.Title}",
            AlertText.Sentence(report.Text),
            report.Outcome == RestartOutcome.Proved ? AlertText.NothingToDo : "Look at it: ibkr-agent status.",
            at,
            IncidentOf(gateway, report.At)
        );

    private static Alert Compose(
        AlertDefinition definition,
        InstanceName gateway,
        string text,
        string whatToDo,
        DateTimeOffset due,
        DateTimeOffset at
    ) =>
        new(
            definition.Code,
            definition.Severity,
            gateway.ToString(),
            $"Gateway {gateway} {definition.Title}",
            text.TrimEnd(),
            whatToDo,
            at,
            IncidentOf(gateway.ToString(), due)
        );

    private static string IncidentOf(string gateway, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{gateway}-restart-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
}
