using IbkrAgent.Bundles;

namespace IbkrAgent.Tests.Bundles;

public sealed class SettingsMaskTests
{
    [Fact]
    public void Of_an_environment_file_the_keys_are_shown_and_whether_they_are_set()
    {
        var masked = SettingsMask.EnvironmentFile("# OLD=hunter1\nIBKR_USERNAME=demo\nIBKR_PASSWORD='hun ter2'\nX=\n");

        Assert.Equal("IBKR_USERNAME is set\nIBKR_PASSWORD is set\nX is empty\n", masked.Text);
        Assert.Equal(2, masked.Masked);
        Assert.Equal(masked.Text, new Redactor([]).Redact(masked.Text));
    }

    [Fact]
    public void Of_the_controllers_settings_all_but_the_login_is_shown()
    {
        var masked = SettingsMask.ControllerSettings(
            "# IbPassword=old\nIbLoginId=demo\nIbPassword=\nFIXPassword=x\\\n  y\nAutoRestartTime=11:45 PM\n"
        );

        Assert.Equal(
            "IbLoginId is set\nIbPassword is empty\nFIXPassword is set\nAutoRestartTime=11:45 PM\n",
            masked.Text
        );
        Assert.Equal(2, masked.Masked);
    }

    [Theory]
    [InlineData("[Service]\nUser=bot\n", "[Service]\nUser=bot\n", 0)]
    [InlineData("Environment=\n", "Environment=\n", 0)]
    [InlineData("Environment=A=b TZ=Etc/UTC C=d\n", "Environment=A=*** TZ=Etc/UTC C=***\n", 2)]
    [InlineData("Environment=\"A=b c\" 'D=e \" f' G=\"h i\"\n", "Environment=A=*** D=*** G=***\n", 3)]
    [InlineData("  Environment=A=\"b\\\"c d\" E=f\\ g\n", "Environment=A=*** E=***\n", 2)]
    [InlineData("Environment=A=b \\\n  C=d\nUser=x\n", "Environment=A=*** C=***\nUser=x\n", 2)]
    [InlineData("Environment=A=b \\\n", "Environment=A=***\n", 1)]
    [InlineData("Environment=\"A=never closed\n", "Environment=A=***\n", 1)]
    [InlineData("SetCredential=key:a:b\\\n c\n", "SetCredential=key:***\n", 1)]
    [InlineData(
        "LoadCredential=alerts.env:/etc/ibkr/alerts.env\n",
        "LoadCredential=alerts.env:/etc/ibkr/alerts.env\n",
        0
    )]
    public void Of_a_unit_the_values_of_variables_and_credentials_are_not_shown(
        string text,
        string shown,
        int masked
    ) => Assert.Equal(new MaskedText(shown, masked), UnitMask.Of(text));
}
