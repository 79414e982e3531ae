namespace IbkrAgent.Containers;

/// <summary>Another program of the host that uses the API: says hello with a client id and stays.</summary>
internal static class OtherClient
{
    private const string Path = "/opt/other-client";

    /// <remarks>What it was told comes as text to its journal; it ends when the Gateway closes the
    /// connection.</remarks>
    private const string Program = """
        use IO::Socket::INET;
        $| = 1;
        my $gateway = IO::Socket::INET->new(PeerAddr => '127.0.0.1:4002') or die $!;
        print $gateway "API\0", pack('N/a*', 'v100..176');
        sysread $gateway, my $hello, 100;
        print $gateway pack('N/a*', "71\0002\000$ARGV[0]\000\000");
        while (sysread $gateway, my $told, 1000) { $told =~ tr/\x20-\x7e/ /cs; print "$told\n" }

        """;

    /// <summary>Until the Gateway has answered it.</summary>
    public static async Task ConnectAsync(RunningAgent agent, string unit, int clientId)
    {
        agent.Host.WriteFile(Path, Program);
        await agent.RunAsync($"systemd-run --quiet --unit={unit} perl {Path} {clientId}");
        await agent.UntilAsync($"journalctl --quiet --unit={unit} --output=cat --identifier=perl | grep -q .");
    }
}
