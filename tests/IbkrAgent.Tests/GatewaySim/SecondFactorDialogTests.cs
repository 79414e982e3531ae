using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class SecondFactorDialogTests : IDisposable
{
    private const int Deadline = 20_000;

    private readonly ScriptedLogin _login = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _login.Dispose();

    [Theory(Timeout = Deadline)]
    [InlineData("no", false)]
    [InlineData("yes", true)]
    public async Task An_approved_second_factor_completes_the_login(string relogin, bool setsLimit)
    {
        _login.Ini["ReloginAfterSecondFactorAuthenticationTimeout"] = relogin;
        _login.Steer("login_mode=second-factor");

        var running = _login.RunAsync(Token);
        await _login.Life.WaitUntilAsync(() => _login.Life.Stage == GatewayStage.SecondFactor, Token);
        _login.Life.Answer(SecondFactorAnswer.Approve);
        await running;

        Assert.True(_login.Life.IsLoggedIn);
        Assert.Contains("Second Factor Authentication initiated", _login.Texts);
        Assert.Contains(_login.Texts, text => text.StartsWith("Duration since login: ", StringComparison.Ordinal));
        Assert.Equal(setsLimit, _login.Texts.Contains("If login has not completed, IBC will exit in 60 seconds"));
        Assert.DoesNotContain("Re-login after second factor authentication timeout not required", _login.Texts);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("", "You should specify the required second factor device")]
    [InlineData("SMS", "could not find second factor device 'SMS' in the list")]
    public async Task A_second_factor_without_a_device_is_not_asked_for(string device, string line)
    {
        _login.Ini["SecondFactorDevice"] = device;
        _login.Steer("login_mode=second-factor", "second_factor_devices=IB Key,Other");

        var running = _login.RunAsync(Token);
        await _login.Output.WaitForAsync(line, Token);
        _login.Life.ForceLogin();
        await running;

        Assert.DoesNotContain("Second Factor Authentication initiated", _login.Texts);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_second_factor_with_its_device_is_asked_for()
    {
        _login.Ini["SecondFactorDevice"] = "IB Key";
        _login.Steer("login_mode=second-factor", "second_factor_devices=Other, IB Key");

        var running = _login.RunAsync(Token);
        await _login.Output.WaitForAsync("Second Factor Authentication initiated", Token);
        _login.Life.Answer(SecondFactorAnswer.Approve);
        await running;

        Assert.True(_login.Life.IsLoggedIn);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_second_factor_nobody_answers_is_tried_again_when_the_ini_says_so()
    {
        _login.Ini["ReloginAfterSecondFactorAuthenticationTimeout"] = "yes";
        _login.Steer("login_mode=second-factor", "second_factor_timeout_ms=1");

        var running = _login.RunAsync(Token);
        await _login.Output.WaitForAsync("Login attempt: 2", Token);
        _login.Life.ForceLogin();
        await running;

        Assert.Contains("Re-login after second factor authentication timeout in 5 second", _login.Texts);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_login_that_hangs_after_the_second_factor_ends_with_its_own_code()
    {
        _login.Ini["ReloginAfterSecondFactorAuthenticationTimeout"] = "yes";
        _login.Ini["SecondFactorAuthenticationExitInterval"] = "0";
        _login.Steer("login_mode=second-factor");

        var running = _login.RunAsync(Token);
        await _login.Life.WaitUntilAsync(() => _login.Life.Stage == GatewayStage.SecondFactor, Token);
        _login.Life.Answer(SecondFactorAnswer.Hang);
        await running;

        Assert.Equal(87, await _login.Life.Ended);
    }

    [Fact(Timeout = Deadline)]
    public async Task Without_a_second_login_such_a_one_stands_still()
    {
        _login.Steer("login_mode=second-factor", "second_factor_answer=hang", "second_factor_answer_delay_ms=0");

        var running = _login.RunAsync(Token);
        await _login.Output.WaitForAsync("Duration since login: ", Token);

        Assert.False(running.IsCompleted);
        Assert.StartsWith("Duration since login: ", _login.Texts[^1], StringComparison.Ordinal);
    }
}
