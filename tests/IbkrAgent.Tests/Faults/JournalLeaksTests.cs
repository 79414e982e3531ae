using IbkrAgent.Containers;

namespace IbkrAgent.Tests.Faults;

public sealed class JournalLeaksTests
{
    private const string Harmless = "__CURSOR=s=1\n_SYSTEMD_UNIT=ibkr-agent.service\nMESSAGE=begins\n\n";

    [Fact]
    public void A_secret_in_any_field_of_any_entry_is_told_once_with_the_container_and_the_line()
    {
        JournalLeaks.Search("calm", Harmless + Harmless);
        JournalLeaks.ThrowIfAny();

        JournalLeaks.Search(
            "chatty",
            $"{Harmless}__CURSOR=s=2\n_COMM=java\n_CMDLINE=java -Dx={TestSecrets.Password.ToUpperInvariant()}\nMESSAGE=hello\n\n"
        );
        JournalLeaks.Search("other", $"__CURSOR=s=3\nMESSAGE\nxxxxxxxx{TestSecrets.Token}/sendMessage\n\n");

        var exception = Assert.Throws<EvidenceException>(JournalLeaks.ThrowIfAny);
        Assert.Contains(
            "1 entries in the journal of chatty have a secret",
            exception.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("_CMDLINE=java -Dx=", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the journal of other", exception.Message, StringComparison.Ordinal);
        JournalLeaks.ThrowIfAny();
    }

    [Fact]
    public void Every_secret_of_the_tests_is_looked_for() =>
        Assert.All(
            [TestSecrets.UserName, TestSecrets.Password, TestSecrets.Token, TestSecrets.StrangeMark],
            secret => Assert.Contains(TestSecrets.Marks, mark => secret.Contains(mark, StringComparison.Ordinal))
        );
}
