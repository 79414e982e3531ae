using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

public sealed class StrayTextTests
{
    [Theory]
    [InlineData(StrayKind.Unit, "[Service]\nExecStart=/opt/ibc/scripts/ibcstart.sh 1045", true)]
    [InlineData(StrayKind.Unit, "[Service]\nExecStart=/bin/sh -c 'systemctl restart ibkr-gateway'", true)]
    [InlineData(StrayKind.Unit, "[Unit]\nAfter=ibgateway.service\n[Service]\nExecStart=/usr/bin/bot", false)]
    [InlineData(
        StrayKind.Unit,
        "[Service]\nExecStartPre=/usr/bin/ibkr-agent health-check\nExecStart=/usr/bin/bot",
        false
    )]
    [InlineData(StrayKind.Script, "#!/bin/sh\npkill -f ibgateway", true)]
    [InlineData(StrayKind.Script, "#!/bin/sh\n# once started ibgateway\nexit 0", false)]
    [InlineData(StrayKind.Cron, "30 16 * * * root systemctl restart ibkr-gateway", true)]
    [InlineData(StrayKind.Cron, "*/5 * * * * root ibkr-agent health-check --quiet", false)]
    [InlineData(StrayKind.Cron, "#30 16 * * * root /opt/ibc/restart.sh", false)]
    public void A_set_up_of_ones_own_is_told_from_what_lives_on_the_Gateway(
        StrayKind kind,
        string text,
        bool expected
    ) => Assert.Equal(expected, StrayText.SpeaksOfGateway(kind, text));
}
