using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Configuration;

public sealed class ConfigurationPlanTests
{
    private static readonly ConfigurationAnswers Nothing = new(InstanceName.Main);
    private static readonly IbcController Ibc = new();

    [Theory]
    [InlineData("[gateway:main]\napi_port =\n", "[gateway:main]\napi_port = 4010\n")]
    [InlineData("[gateway:main]\napi_port=\n", "[gateway:main]\napi_port=4010\n")]
    [InlineData(
        "[gateway:main]\n  api_port =   4002 \r\n# mine\r\n",
        "[gateway:main]\n  api_port =   4010\r\n# mine\r\n"
    )]
    [InlineData("[gateway:main]\napi_port = 4002", "[gateway:main]\napi_port = 4010")]
    [InlineData("[gateway:main]", "[gateway:main]\napi_port = 4010\n")]
    [InlineData(
        "[gateway:main]\nmode = act\n\n; end\n[gateway:b]\napi_port = 4003\n",
        "[gateway:main]\nmode = act\napi_port = 4010\n\n; end\n[gateway:b]\napi_port = 4003\n"
    )]
    [InlineData("# mine", "# mine\n\n[gateway:main]\napi_port = 4010\n")]
    [InlineData("[alerts]\n", "[alerts]\n\n[gateway:main]\napi_port = 4010\n")]
    public void A_value_changes_where_it_stands_and_nothing_else_does(string before, string after) =>
        Assert.Equal(after, ConfigurationPlan.Settings(before, Nothing.WithSetting("api_port", "4010")));

    [Theory]
    [InlineData("[gateway:main]\nmode   =   act # no comment\n", "mode", "act # no comment")]
    [InlineData("[gateway:main]\n", "mode", "act")]
    [InlineData("", "api_port", "")]
    [InlineData("[gateway:main]\naccounts = \" a\"\n", "accounts", " a")]
    public void What_says_the_same_already_stays_as_it_is(string text, string key, string value) =>
        Assert.Equal(text, ConfigurationPlan.Settings(text, Nothing.WithSetting(key, value)));

    [Fact]
    public void A_key_of_the_alerts_goes_into_their_section() =>
        Assert.Equal(
            "[alerts]\nsevere_after = 2h\n\n[gateway:main]\nmode = act\n",
            ConfigurationPlan.Settings(
                "[alerts]\n\n[gateway:main]\nmode = act\n",
                Nothing.WithSetting("severe_after", "2h")
            )
        );

    [Fact]
    public void A_further_gateway_gets_a_section_and_main_that_was_implied_stays()
    {
        Assert.True(InstanceName.TryParse("b", out var b));

        Assert.Equal(
            "# all defaults\n\n[gateway:main]\n\n[gateway:b]\napi_port = 4010\n",
            ConfigurationPlan.Settings("# all defaults\n", new ConfigurationAnswers(b).WithSetting("api_port", "4010"))
        );
    }

    [Theory]
    [InlineData("paper\n[alerts]")]
    [InlineData("paper\rmode = act")]
    [InlineData("paper\u2028mode = act")]
    public void A_value_cannot_bring_lines_of_its_own(string value) =>
        Assert.Throws<FormatException>(() =>
            ConfigurationPlan.Settings("", Nothing.WithSetting("trading_mode", value))
        );

    [Fact]
    public void A_login_in_the_settings_of_the_controller_moves_and_is_dropped_there()
    {
        var settings = new Secret("# mine\nIbLoginId=someone\nIbPassword=hunter2\nLast=1\n");

        Assert.Equal("# mine\nLast=1\n", ControllerSettings(settings, Nothing));
        Assert.Equal(
            "IBKR_USERNAME=\"someone\"\nIBKR_PASSWORD=\"hunter2\"\n",
            Credentials("IBKR_USERNAME=\nIBKR_PASSWORD=\n", settings)
        );
    }

    [Theory]
    [InlineData("IBKR_USERNAME=a\nIBKR_PASSWORD=b\n", "IbLoginId=someone\nIbPassword=hunter2\n")]
    [InlineData("IBKR_USERNAME=\nIBKR_PASSWORD=\n", "IbLoginId=edemo\nIbPassword=demouser\n")]
    public void A_login_of_ones_own_stays_and_that_of_the_sample_is_nobodys(string credentials, string settings) =>
        Assert.Equal(credentials, Credentials(credentials, new(settings)));

    [Fact]
    public void Settings_of_before_are_taken_over_but_for_what_has_another_place_here()
    {
        const string Before =
            "IbLoginId=someone\nIbPassword=hunter2\nTradingMode=live\nIbDir=/root/Jts\nReadOnlyApi=yes\n"
            + "CommandServerPort=0\nExistingSessionDetectedAction=\nOverrideTwsApiPort=4010\nNew=1\n";
        const string Ours = "# ours\nCommandServerPort=7462\nReadOnlyApi=\nExistingSessionDetectedAction=manual\n";

        var answers = ConfigurationPlan.Imported(new(Before), Nothing, Ibc);

        Assert.Equal("live", answers.Settings["trading_mode"]);
        Assert.Equal("4010", answers.Settings["api_port"]);
        Assert.Equal("hunter2", answers.Credentials[GatewayCredentials.PasswordKey].Reveal());
        Assert.Equal(
            "# ours\nCommandServerPort=7462\nReadOnlyApi=yes\nExistingSessionDetectedAction=manual\n"
                + "OverrideTwsApiPort=4010\nNew=1\n",
            ControllerSettings(new(Ours), answers, apiPort: 4010)
        );
    }

    [Theory]
    [InlineData("", "4010", 4010, "OverrideTwsApiPort=4010\n")]
    [InlineData("", null, 4002, "")]
    [InlineData("OverrideTwsApiPort=4002\n", null, 4001, "OverrideTwsApiPort=4001\n")]
    [InlineData("OverrideTwsApiPort=4010\n", "4010", 4010, "OverrideTwsApiPort=4010\n")]
    public void The_port_that_the_agent_expects_is_the_one_that_is_opened(
        string settings,
        string? answer,
        int apiPort,
        string expected
    ) =>
        Assert.Equal(
            expected,
            ControllerSettings(
                new(settings),
                answer is null ? Nothing : Nothing.WithSetting("api_port", answer),
                apiPort
            )
        );

    [Theory]
    [InlineData("TWS_USERID=someone\nTWS_PASSWORD=hunter2\n")]
    [InlineData("# a container's\nIBKR_USERNAME='someone'\nIBKR_PASSWORD=\"hunter2\"\nOTHER=1\n")]
    [InlineData("IbLoginId=someone\nIbPassword=hunter2\nQuote='\n")]
    public void A_login_is_found_in_the_files_of_before(string file)
    {
        var answers = LoginImport.Into(Nothing, new(file), Ibc);

        Assert.Equal("someone", answers?.Credentials[GatewayCredentials.UserNameKey].Reveal());
        Assert.Equal("hunter2", answers?.Credentials[GatewayCredentials.PasswordKey].Reveal());
    }

    [Fact]
    public void A_file_without_a_login_gives_none() => Assert.Null(LoginImport.Into(Nothing, new("a=1\n"), Ibc));

    private static string ControllerSettings(Secret text, ConfigurationAnswers answers, int apiPort = 4002) =>
        ConfigurationPlan.ControllerSettings(text, answers, Ibc, apiPort).Reveal();

    private static string Credentials(string text, Secret controllerSettings) =>
        ConfigurationPlan.Credentials(new(text), controllerSettings, Nothing, Ibc).Reveal();
}
