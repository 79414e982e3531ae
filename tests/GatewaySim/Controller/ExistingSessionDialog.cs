using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The dialog "Existing session detected", and what the controller does: its scenarios 1 to 6.</summary>
internal sealed class ExistingSessionDialog(ControllerSettings settings, GatewayLife life, ControllerLog log)
{
    private const string Title = "Existing session detected";

    private bool _hasContinued;

    /// <summary>Another session is there while this one logs in.</summary>
    /// <returns>false when this session ends.</returns>
    public async Task<bool> MeetAsync(CancellationToken cancellationToken)
    {
        log.DialogOpens(Title);
        switch (Action())
        {
            case "manual":
                log.Write("User must choose whether to continue with this session (scenario 1)");
                return await life.WaitForPersonAsync(cancellationToken);
            case "secondary":
                return End("End this session and let the other session proceed (scenario 2)");
            case var _ when _hasContinued:
                return End("The other session stays, so end this session and let it proceed (scenario 4)");
        }

        _hasContinued = true;
        log.Write("Nothing is known of the other session, so continue this one (scenario 3)");
        return life.Scenario.Rival switch
        {
            RivalSession.Insists => await MeetAsync(cancellationToken),
            RivalSession.Lingers => await life.WaitForPersonAsync(cancellationToken),
            _ => true,
        };
    }

    /// <summary>Another session wants the account of this one, which is logged in.</summary>
    public void MeetWhileLoggedIn()
    {
        log.DialogOpens(Title);
        switch (Action())
        {
            case "manual":
                log.Write("User must choose whether to continue with this session (scenario 1)");
                life.ShowDialog(Title);
                break;
            case "primary":
                log.Write("Continue this session and let the other session exit (scenario 5)");
                break;
            case "primaryoverride":
                End("The other session may be primary, so end this session and let it proceed (scenario 6)");
                break;
            default:
                End("End this session and let the other session proceed (scenario 2)");
                break;
        }
    }

    private string Action()
    {
        var action = settings.ExistingSessionAction;
        var known = Array.Find(
            ["manual", "primary", "primaryoverride", "secondary"],
            name => name.Equals(action, StringComparison.OrdinalIgnoreCase)
        );
        if (known is null)
            log.Write($"ExistingSessionDetectedAction has an invalid value: {action}: assuming 'secondary'");

        return known ?? "secondary";
    }

    private bool End(string why)
    {
        log.Write(why);
        life.End(ExitStatus.Ended);
        return false;
    }
}
