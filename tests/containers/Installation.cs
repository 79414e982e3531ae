using System.Diagnostics;

namespace IbkrAgent.Containers;

/// <summary>Puts things into a container the way an operator does.</summary>
internal static class Installation
{
    public const string PackageInside = "/var/tmp/ibkr-agent.deb";

    /// <summary>The address of the container's broker.service.</summary>
    private const string Broker = "203.0.113.1:4000";

    private static readonly TimeSpan AptDeadline = TimeSpan.FromMinutes(2);

    public static async Task<CommandResult> InstallAsync(Container container, CancellationToken cancellationToken)
    {
        File.Copy(Sources.Package, container.Root + PackageInside);
        return (
            await container.RunAsync($"apt-get install -y {PackageInside}", cancellationToken, AptDeadline)
        ).OrFail();
    }

    /// <summary>
    /// The stand-in lies where IBC and the Gateway would be, and can be steered with <c>gateway-sim ctl</c>.
    /// </summary>
    public static async Task AddStandInAsync(Container container, CancellationToken cancellationToken)
    {
        using var install = Process.Start(
            Sources.GatewaySim,
            ["install", "--root", container.Root, "--broker", Broker]
        );
        await install.WaitForExitAsync(cancellationToken);
        if (install.ExitCode != 0)
            throw new EvidenceException($"{Sources.GatewaySim} install: status {install.ExitCode}");

        (await container.RunAsync("ln -s /opt/gateway-sim/gateway-sim /usr/local/bin/", cancellationToken)).OrFail();
    }

    /// <summary>For tests of the unit and not of what it runs: any process stands for the Gateway.</summary>
    public static async Task StartAnythingAsGatewayAsync(Container container, CancellationToken cancellationToken)
    {
        const string Start = """
            set -e
            systemctl is-active --quiet ibkr-gateway && exit
            mkdir -p /run/systemd/system/ibkr-gateway.service.d
            cat >/run/systemd/system/ibkr-gateway.service.d/anything.conf <<END
            [Service]
            ExecCondition=
            ExecStartPre=
            ExecStart=
            ExecStart=/usr/bin/sleep infinity
            ExecStop=
            END
            systemctl daemon-reload
            systemctl start ibkr-gateway
            """;
        (await container.RunAsync(Start, cancellationToken)).OrFail();
    }

    /// <summary>Builds, inside, a package of a higher version whose settings files have a new line.</summary>
    public static async Task BuildHigherAsync(Container container, string file, CancellationToken cancellationToken)
    {
        var build = $"""
            set -e
            cd /var/tmp
            dpkg-deb -R {PackageInside} higher
            sed -i 's/^Version: .*/Version: 99.0/' higher/DEBIAN/control
            echo '# new in 99.0' >>higher/etc/ibkr/config.ini
            echo '# new in 99.0' >>higher/etc/ibkr/agent.ini
            dpkg-deb --root-owner-group -Zgzip -z1 -b higher {file}
            rm -r higher
            """;
        (await container.RunAsync(build, cancellationToken, AptDeadline)).OrFail();
    }

    /// <summary>The same, and installs it; changed settings are kept.</summary>
    public static async Task UpgradeAsync(Container container, CancellationToken cancellationToken)
    {
        const string Higher = "/var/tmp/higher.deb";
        await BuildHigherAsync(container, Higher, cancellationToken);
        const string Install = $"apt-get install -y -o Dpkg::Options::=--force-confold {Higher}";
        (await container.RunAsync(Install, cancellationToken, AptDeadline)).OrFail();
    }
}
