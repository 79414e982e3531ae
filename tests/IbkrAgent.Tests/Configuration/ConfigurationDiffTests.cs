using IbkrAgent.Common;
using IbkrAgent.Configuration;

namespace IbkrAgent.Tests.Configuration;

public sealed class ConfigurationDiffTests
{
    [Fact]
    public void Settings_are_told_by_section_with_both_values() =>
        Assert.Equal(
            ["  [gateway:main]", "- mode = act", "+ mode = observe", "+ api_port = 4010", "+ [gateway:b]"],
            ConfigurationDiff.Settings(
                "[gateway:main]\n# x\nmode = act\nclient_id = 1\n",
                "[gateway:main]\nmode = observe\nclient_id = 1\napi_port = 4010\n[gateway:b]\n"
            )
        );

    [Fact]
    public void Of_secrets_only_that_they_changed() =>
        Assert.Equal(
            ["+ A (set)", "~ B (changed)", "- C (removed)"],
            ConfigurationDiff.EnvironmentFile(
                new("A=\nB=hunter1\nC=hunter2\nD=same\n"),
                new("A=hunter3\nB=hunter4\nC=\nD=same\nE=\n")
            )
        );

    [Fact]
    public void A_login_and_comments_in_the_controllers_settings_are_not_shown()
    {
        var lines = ConfigurationDiff.ControllerSettings(
            new Secret("# IbPassword=hunter1\nIbLoginId=someone\nIbPassword=hunter2\nReadOnlyApi=\n"),
            new Secret("# IbPassword=hunter1\nReadOnlyApi=yes\nFIXPassword=hunter3\n")
        );

        Assert.Equal(
            [
                "- IbLoginId (removed)",
                "- IbPassword (removed)",
                "- ReadOnlyApi=",
                "+ ReadOnlyApi=yes",
                "+ FIXPassword (set)",
            ],
            lines
        );
    }
}
