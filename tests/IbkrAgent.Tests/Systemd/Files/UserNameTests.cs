using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Tests.Systemd.Files;

public sealed class UserNameTests
{
    [Theory]
    [InlineData(0, "root")]
    [InlineData(4_000_000_000, null)]
    public void A_number_has_a_name_or_none(uint user, string? name) => Assert.Equal(name, UserName.Of(user));
}
