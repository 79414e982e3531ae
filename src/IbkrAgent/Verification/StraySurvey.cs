using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification;

/// <summary>Looks where a set-up by hand leaves its units, scripts and lines of cron.</summary>
/// <param name="root">another one only in tests.</param>
internal sealed class StraySurvey(IEnumerable<InstanceName> gateways, string root = "/")
{
    private const long Longest = 256 * 1024;

    private static readonly string[] UnitDirectories = ["etc/systemd/system", "usr/local/lib/systemd/system"];
    private static readonly string[] UserUnitDirectories = ["etc/systemd/user", "root/.config/systemd/user"];
    private static readonly string[] ScriptDirectories = ["usr/local/bin", "usr/local/sbin"];
    private static readonly string[] CronDirectories =
    [
        "etc/cron.d",
        "etc/cron.hourly",
        "etc/cron.daily",
        "etc/cron.weekly",
        "var/spool/cron/crontabs",
    ];

    private static readonly string[] CronFiles = ["etc/crontab", "etc/rc.local"];

    private readonly HashSet<string> _own =
    [
        UnitNames.Daemon,
        .. gateways.SelectMany(name =>
            new[]
            {
                UnitNames.GatewayService(name),
                UnitNames.DisplayService(name),
                UnitNames.RestartService(name),
                UnitNames.RestartTimer(name),
            }
        ),
    ];

    public Fact<IReadOnlyList<StrayFile>> Take() =>
        Look.At<IReadOnlyList<StrayFile>>(() => [.. Units(), .. Scripts(), .. Cron()]);

    /// <summary>A unit of ours that stands there whole takes the place of the package's.</summary>
    private IEnumerable<StrayFile> Units()
    {
        var files = Below([.. UnitDirectories, .. UserUnitDirectories, .. Homes()])
            .Where(path => Path.GetExtension(path) is ".service" or ".timer")
            .ToList();
        var services = files.Select(path => Read(path, StrayKind.Unit)).OfType<StrayFile>().ToList();
        var overrides = services
            .Where(file => _own.Contains(Path.GetFileName(file.Path)))
            .Select(file => file with { Kind = StrayKind.Override })
            .ToList();
        var strangers = services
            .Where(file => !_own.Contains(Path.GetFileName(file.Path)))
            .Where(file => StrayText.SpeaksOfGateway(StrayKind.Unit, file.Text))
            .ToList();
        var triggers = strangers
            .Select(file => Path.ChangeExtension(Path.GetFileName(file.Path), ".timer"))
            .ToHashSet();
        return [.. overrides, .. strangers, .. services.Where(file => triggers.Contains(Path.GetFileName(file.Path)))];
    }

    private IEnumerable<StrayFile> Scripts() =>
        Below(ScriptDirectories)
            .Select(path => Read(path, StrayKind.Script))
            .OfType<StrayFile>()
            .Where(file => file.Text.StartsWith("#!", StringComparison.Ordinal))
            .Where(file => StrayText.SpeaksOfGateway(StrayKind.Script, file.Text));

    private IEnumerable<StrayFile> Cron() =>
        Below(CronDirectories)
            .Concat(CronFiles.Select(At).Where(File.Exists))
            .Select(path => Read(path, StrayKind.Cron))
            .OfType<StrayFile>()
            .Where(file => StrayText.SpeaksOfGateway(StrayKind.Cron, file.Text));

    private IEnumerable<string> Homes() =>
        Directory.Exists(At("home"))
            ? Directory
                .EnumerateDirectories(At("home"))
                .Select(home => Path.GetRelativePath(root, Path.Combine(home, ".config/systemd/user")))
            : [];

    /// <summary>Files, and not links: a link is how systemd enables and masks.</summary>
    private IEnumerable<string> Below(IEnumerable<string> directories) =>
        directories
            .Select(At)
            .Where(Directory.Exists)
            .SelectMany(directory => Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
            .Where(path => !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint));

    private static StrayFile? Read(string path, StrayKind kind) =>
        new FileInfo(path) is { Exists: true, Length: > 0 and < Longest }
            ? new(path, kind, File.ReadAllText(path))
            : null;

    private string At(string path) => Path.Combine(root, path);
}
