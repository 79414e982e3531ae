using IbkrAgent.Bundles;

namespace IbkrAgent.Tests.Bundles;

public sealed class KnownSecretsTests
{
    [Fact]
    public void Every_value_of_an_environment_file_is_one_and_so_is_what_is_commented_out()
    {
        var secrets = KnownSecrets.OfEnvironmentFile(
            "# A word. = no key\n#OLD=hunter1\nA='hunter 2'\nMODE=paper\nB=\n"
        );

        Assert.Equal(["hunter 2", "hunter1"], secrets.Select(secret => secret.Reveal()));
    }

    [Fact]
    public void A_password_may_be_any_word() =>
        Assert.Equal("paper", Assert.Single(KnownSecrets.OfEnvironmentFile("IBKR_PASSWORD=paper\n")).Reveal());

    [Fact]
    public void A_file_with_a_mistake_in_it_hides_nothing()
    {
        var secrets = KnownSecrets.OfEnvironmentFile("A=hunter1\nB=\"hunter2\nC=hunter3\n");

        Assert.Equal(["hunter1", "hunter2", "hunter3"], secrets.Select(secret => secret.Reveal()));
    }

    [Fact]
    public void Of_the_controllers_settings_it_is_the_login_as_it_reads()
    {
        var secrets = KnownSecrets.OfControllerSettings(
            "#IbPassword=old1\nIbPassword=a\\\\b\\u00e4cd\nAutoRestartTime=1\n"
        );

        Assert.Equal(["a\\bäcd", "old1", "a\\\\b\\u00e4cd"], secrets.Select(secret => secret.Reveal()));
    }

    [Fact]
    public void Of_a_file_for_its_owner_alone_it_is_what_stands_there_bare_and_what_is_assigned()
    {
        var secrets = KnownSecrets.OfPrivateFile("# a word about it\nhunter2\r\n\nlive\nKEY=\nKEY=hunter3\n");

        Assert.Equal(["hunter3", "hunter2", "KEY=hunter3"], secrets.Select(secret => secret.Reveal()));
    }

    [Theory]
    [InlineData("IbPassword", true)]
    [InlineData("TOKEN_2", true)]
    [InlineData("token_expiry", false)]
    public void A_key_is_secret_by_its_end(string key, bool isSecret) =>
        Assert.Equal(isSecret, SettingsMask.IsSecretName(key));
}
