namespace IbkrAgent.Verification.Rules;

/// <summary>What nobody hears nobody mends.</summary>
public sealed class ChannelsRule() : HostRule("alerts", "Alerts have somewhere to go, and the way is open")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Channels.Judge(channels =>
            channels is []
                ? [Complaint.Warn("nobody is told when a person is needed", "sudoedit /etc/ibkr/alerts.env")]
                : channels
                    .Where(channel => channel.Problem is not null)
                    .Select(channel =>
                        Complaint.Fail(
                            $"{channel.Name}: {channel.Problem}",
                            "see to network and /etc/ibkr/alerts.env; ibkr-agent test-alert sends a real one"
                        )
                    )
        );
}
