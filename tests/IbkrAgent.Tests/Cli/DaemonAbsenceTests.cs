using IbkrAgent.Cli;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class DaemonAbsenceTests
{
    private string _state = "inactive";

    [Theory]
    [InlineData("inactive", true)]
    [InlineData("failed", true)]
    [InlineData("activating", false)] // for longer than any start
    [InlineData("active", false)]
    [InlineData("", false)] // systemd does not answer
    public async Task A_daemon_is_absent_when_nobody_listens_and_systemd_says_so(string state, bool isAbsent)
    {
        await using var fixture = new ControlFixture();
        _state = state;

        Assert.Equal(isAbsent, await AskAsync(fixture));
    }

    [Fact]
    public async Task A_daemon_that_listens_is_not_absent()
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.False(await AskAsync(fixture));
    }

    [Fact]
    public async Task A_daemon_that_ends_while_it_is_waited_for_is_absent()
    {
        await using var fixture = new ControlFixture();
        _state = "deactivating";
        var asking = AskAsync(fixture, factor: 1);
        Assert.False(asking.IsCompleted);

        _state = "inactive";

        Assert.True(await asking);
    }

    private Task<bool> AskAsync(ControlFixture fixture, int factor = 500) =>
        new DaemonAbsence(
            fixture.Client,
            (unit, _, _) =>
            {
                Assert.Equal("ibkr-agent.service", unit);
                return Task.FromResult(new UnitReading(Some.Unit(_state), null));
            },
            new FastTime(factor)
        ).HoldsAsync(TestContext.Current.CancellationToken);
}
