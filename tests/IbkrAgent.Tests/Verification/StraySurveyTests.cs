using IbkrAgent.Common;
using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

public sealed class StraySurveyTests : IDisposable
{
    private const string Starts = "[Service]\nExecStart=/opt/ibc/gatewaystart.sh -inline\n";

    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Units_of_others_are_found_with_the_timers_that_start_them()
    {
        _root.Write("etc/systemd/system/gw.service", Starts);
        _root.Write("etc/systemd/system/gw.timer", "[Timer]\nOnCalendar=daily\n");
        _root.Write("home/alice/.config/systemd/user/ib.service", Starts);
        _root.Write("etc/systemd/system/bot.service", "[Service]\nExecStart=/usr/bin/bot --port 4002\n");
        _root.Write("etc/systemd/system/bot.timer", "[Timer]\nOnCalendar=daily\n");

        Assert.Equal(
            [
                ("etc/systemd/system/gw.service", StrayKind.Unit),
                ("home/alice/.config/systemd/user/ib.service", StrayKind.Unit),
                ("etc/systemd/system/gw.timer", StrayKind.Unit),
            ],
            Found()
        );
    }

    [Fact]
    public void A_whole_unit_in_the_place_of_ours_is_told_apart()
    {
        _root.Write("etc/systemd/system/xvfb.service", "[Service]\nExecStart=/usr/bin/Xvfb :99\n");
        _root.Write("etc/systemd/system/ibkr-gateway.service.d/mine.conf", "[Service]\nMemoryMax=3G\n");

        Assert.Equal([("etc/systemd/system/xvfb.service", StrayKind.Override)], Found());
    }

    [Fact]
    public void A_link_is_how_systemd_enables_and_masks()
    {
        _root.Write("lib/gw.service", Starts);
        _root.Write("etc/systemd/system/other.service", "[Service]\nExecStart=/usr/bin/other\n");
        File.CreateSymbolicLink(
            Path.Combine(_root.Path, "etc/systemd/system/gw.service"),
            Path.Combine(_root.Path, "lib/gw.service")
        );

        Assert.Empty(Found());
    }

    [Fact]
    public void Scripts_and_lines_of_cron_are_found_where_they_usually_are()
    {
        _root.Write("usr/local/bin/start-gateway", "#!/bin/bash\nexec /opt/ibc/gatewaystart.sh\n");
        _root.Write("usr/local/bin/gateway-notes.txt", "how to call gatewaystart.sh\n");
        _root.Write("etc/cron.d/ib", "30 16 * * * root systemctl restart ibkr-gateway\n");
        _root.Write("var/spool/cron/crontabs/alice", "@reboot /home/alice/ibc/gatewaystart.sh\n");
        _root.Write("etc/crontab", "17 * * * * root run-parts /etc/cron.hourly\n");

        Assert.Equal(
            [
                ("usr/local/bin/start-gateway", StrayKind.Script),
                ("etc/cron.d/ib", StrayKind.Cron),
                ("var/spool/cron/crontabs/alice", StrayKind.Cron),
            ],
            Found()
        );
    }

    private IEnumerable<(string Path, StrayKind Kind)> Found() =>
        Assert
            .IsType<Fact<IReadOnlyList<StrayFile>>.Known>(new StraySurvey([InstanceName.Main], _root.Path).Take())
            .Value.Select(file => (Path.GetRelativePath(_root.Path, file.Path), file.Kind));
}
