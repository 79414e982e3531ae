using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The dialog of the second factor, from its opening to what the controller makes of the answer.</summary>
internal sealed class SecondFactorDialog(
    ControllerSettings settings,
    GatewayLife life,
    GatewayExit exit,
    ControllerLog log,
    TimeProvider clock
)
{
    private const string Title = "Second Factor Authentication";

    public async Task<SecondFactorOutcome> PassAsync(CancellationToken cancellationToken)
    {
        log.DialogOpens(Title);
        if (life.Scenario.SecondFactorDevices is [_, ..] devices && !ChooseAmong(devices))
            return await StandStillAsync(cancellationToken);

        log.Write("Second Factor Authentication initiated");
        life.Enter(GatewayStage.SecondFactor);
        var began = clock.GetTimestamp();
        var answer = await WaitForAnswerAsync(cancellationToken);
        log.DialogCloses(Title);
        log.Write($"Duration since login: {clock.GetElapsedTime(began).TotalSeconds:0} seconds");
        life.Enter(GatewayStage.Authenticating);
        return (answer, settings.ReloginAfterSecondFactorTimeout) switch
        {
            (SecondFactorAnswer.Timeout, true) => await TryAgainAsync(cancellationToken),
            (SecondFactorAnswer.Timeout, false) => await GiveUpAsync(cancellationToken),
            (_, true) => await FinishInTimeAsync(answer, cancellationToken),
            (SecondFactorAnswer.Hang, false) => await StandStillAsync(cancellationToken),
            _ => SecondFactorOutcome.Passed,
        };
    }

    private bool ChooseAmong(string[] devices)
    {
        var device = settings.SecondFactorDevice;
        if (devices.Contains(device))
        {
            log.Write("Click button: OK");
            return true;
        }

        log.WriteError(
            device.Length == 0
                ? "You should specify the required second factor device"
                : $"could not find second factor device '{device}' in the list"
        );
        return false;
    }

    private async Task<SecondFactorAnswer> WaitForAnswerAsync(CancellationToken cancellationToken)
    {
        var planned = life.Scenario.SecondFactorAnswer;
        var (wait, atLast) =
            planned == SecondFactorAnswer.None
                ? (life.Scenario.SecondFactorTimeout, SecondFactorAnswer.Timeout)
                : (life.Scenario.SecondFactorAnswerDelay, planned);
        var answered = life.WaitUntilAsync(
            () => life.SecondFactorAnswer != SecondFactorAnswer.None || life.IsLoginForced,
            cancellationToken
        );
        try
        {
            await answered.WaitAsync(wait, clock, cancellationToken);
            return life.SecondFactorAnswer == SecondFactorAnswer.None
                ? SecondFactorAnswer.Approve
                : life.SecondFactorAnswer;
        }
        catch (TimeoutException)
        {
            return atLast;
        }
    }

    private async Task<SecondFactorOutcome> TryAgainAsync(CancellationToken cancellationToken)
    {
        log.Write("Re-login after second factor authentication timeout in 5 second");
        await Task.Delay(life.Scenario.ReloginDelay, clock, cancellationToken);
        return SecondFactorOutcome.TryAgain;
    }

    private Task<SecondFactorOutcome> GiveUpAsync(CancellationToken cancellationToken)
    {
        log.Write("Re-login after second factor authentication timeout not required");
        return StandStillAsync(cancellationToken);
    }

    private async Task<SecondFactorOutcome> FinishInTimeAsync(
        SecondFactorAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var interval = settings.SecondFactorExitInterval;
        log.Write($"If login has not completed, IBC will exit in {interval.TotalSeconds:0} seconds");
        if (answer == SecondFactorAnswer.Approve)
            return SecondFactorOutcome.Passed;

        await Task.Delay(interval, clock, cancellationToken);
        exit.Fail(ControllerExitCode.SecondFactorLoginTimedOut, "The login has not completed after the second factor");
        return SecondFactorOutcome.Ended;
    }

    private async Task<SecondFactorOutcome> StandStillAsync(CancellationToken cancellationToken) =>
        await life.WaitForPersonAsync(cancellationToken) ? SecondFactorOutcome.Passed : SecondFactorOutcome.Ended;
}
