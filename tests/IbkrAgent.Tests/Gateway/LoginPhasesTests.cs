using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using static IbkrAgent.Gateway.LoginStage;

namespace IbkrAgent.Tests.Gateway;

public sealed class LoginPhasesTests
{
    /// <summary>With the settings as shipped, in seconds.</summary>
    [Theory]
    [InlineData(Unknown, 180)]
    [InlineData(Launched, 90)]
    [InlineData(Resumed, 180)]
    [InlineData(WindowShown, 60)]
    [InlineData(Submitted, 180)]
    [InlineData(SecondFactor, 300)]
    [InlineData(SecondFactorClosed, 180)]
    [InlineData(Completed, 180)]
    [InlineData(Configured, 180)]
    [InlineData(SessionQuestioned, 180)]
    public void A_stage_may_last_so_long(LoginStage stage, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LoginPhases.DeadlineOf(stage, Some.Policy));

    [Theory]
    // IBC begins anew by itself when the window does not come.
    [InlineData(Launched, 60)]
    // The broker's own limit for the second factor.
    [InlineData(SecondFactor, 180)]
    // IBC ends by itself when the login is not complete by then, if it is told to.
    [InlineData(SecondFactorClosed, 60)]
    public void What_the_controller_or_the_broker_ends_by_itself_is_left_to_them(LoginStage stage, int seconds) =>
        Assert.True(LoginPhases.DeadlineOf(stage, Some.Policy) > TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Every_stage_has_a_text_of_its_own()
    {
        var texts = Enum.GetValues<LoginStage>().Select(LoginPhases.OverdueText).ToList();

        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, text => Assert.False(char.IsUpper(text[0]) || text.EndsWith('.'), text));
    }
}
