using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class LoginPauseTextTests
{
    [Theory]
    [InlineData("Too many failed login attempts. Please wait 178 seconds before attempting to re-login again.", 178)]
    [InlineData(
        "Too many failed login attempts. Please wait 4 minutes & 47 seconds before attempting to re-login again.",
        287
    )]
    [InlineData("wait 1 hour, 1 minute and 1 second.", 3661)]
    [InlineData("WAIT 2 Minutes", 120)]
    public void The_time_that_the_dialog_names_is_read(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LoginPauseText.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("Too many failed login attempts")]
    [InlineData("please wait some minutes")]
    [InlineData("wait -5 seconds")]
    [InlineData("wait 70000 seconds")]
    public void Without_one_there_is_none(string text) => Assert.Null(LoginPauseText.Read(text));
}
