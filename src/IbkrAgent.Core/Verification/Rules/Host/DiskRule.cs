using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>The Gateway's logs grow to gigabytes; on a full disk no state is saved, and no login is counted.</summary>
public sealed class DiskRule() : HostRule("disk", "1 GiB is free for state, logs and journal")
{
    private const long Least = 200;
    private const long Enough = 1024;

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Disks.Judge(disks =>
            disks
                .Where(disk => disk.Free < Enough)
                .Select(disk => new Complaint(
                    disk.Free < Least ? Grade.Fail : Grade.Warn,
                    string.Create(CultureInfo.InvariantCulture, $"{disk.Free} MiB are free at {disk.Path}"),
                    "make room: journalctl --vacuum-size=500M, and old logs below /var/lib/ibkr-gateway"
                ))
        );
}
