using System.Buffers;

namespace IbkrAgent.Settings;

/// <summary>Which units the agent may be given the right to restart and stop.</summary>
/// <remarks>
/// The names go into a rule of polkit, and the daemon gets these rights with no further question. So what the host
/// itself lives on is refused: a wrong line in a settings file must not end the login shells, the network or the bus,
/// and must not start a root shell (debug-shell.service).
/// </remarks>
public static class DependentNames
{
    private const string Suffix = ".service";
    private const int LongestName = 128;

    // No backslash, which is an escape in unit names and in the rule.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_.@-"
    );

    /// <summary>Ours: the agent decides about them by other rules.</summary>
    private static readonly string[] Ours = ["ibkr-agent", "ibkr-api-ready", "ibkr-gateway", "xvfb"];

    /// <summary>The host's own, with all that is named after them: <c>ssh@1</c>, <c>systemd-logind</c>.</summary>
    private static readonly string[] Hosts =
    [
        "accounts-daemon",
        "acpid",
        "apparmor",
        "apt-daily",
        "apt-daily-upgrade",
        "atd",
        "auditd",
        "autovt",
        "avahi-daemon",
        "chrony",
        "chronyd",
        "cloud-config",
        "cloud-final",
        "cloud-init",
        "colord",
        "console-getty",
        "console-setup",
        "container-getty",
        "containerd",
        "cron",
        "crond",
        "cryptsetup",
        "dbus",
        "debug-shell",
        "display-manager",
        "dm-event",
        "docker",
        "dpkg-db-backup",
        "e2scrub",
        "e2scrub_all",
        "emergency",
        "firewalld",
        "fstrim",
        "gdm",
        "gdm3",
        "getty",
        "grub",
        "halt",
        "ifup",
        "ifupdown",
        "initrd",
        "init",
        "iptables",
        "iscsid",
        "keyboard-setup",
        "kexec",
        "kmod",
        "libvirtd",
        "lightdm",
        "logrotate",
        "lvm2",
        "man-db",
        "mdadm",
        "mdmonitor",
        "modprobe",
        "multipathd",
        "NetworkManager",
        "networking",
        "nfs-server",
        "nftables",
        "nmbd",
        "nscd",
        "nslcd",
        "ntp",
        "ntpd",
        "ntpsec",
        "packagekit",
        "plymouth",
        "podman",
        "polkit",
        "polkitd",
        "poweroff",
        "procps",
        "quota",
        "quotaon",
        "quotacheck",
        "rc-local",
        "rc",
        "reboot",
        "rescue",
        "resolvconf",
        "rpcbind",
        "rsyslog",
        "runc",
        "sddm",
        "serial-getty",
        "smbd",
        "snapd",
        "ssh",
        "sshd",
        "sssd",
        "sudo",
        "syslog",
        "systemd",
        "udev",
        "udisks2",
        "ufw",
        "unattended-upgrades",
        "upower",
        "user",
        "user-runtime-dir",
        "virtlogd",
        "virtqemud",
        "wpa_supplicant",
        "xdm",
    ];

    /// <summary>What is wrong with the name, or null.</summary>
    public static string? ProblemOf(string name) =>
        name switch
        {
            _ when !name.EndsWith(Suffix, StringComparison.Ordinal) =>
                "is not the name of a service: it does not end in .service",
            _ when name.Length == Suffix.Length || name.Length > LongestName || name[0] is '.' or '-' or '@' =>
                "is not the name of a unit",
            _ when name.AsSpan().ContainsAnyExcept(Allowed) || name.AsSpan().Count('@') > 1 =>
                "is not the name of a unit: letters, digits and : _ . @ - only",
            _ when name.EndsWith("@" + Suffix, StringComparison.Ordinal) =>
                "is a template: name the instance, for example bot@live.service",
            _ when IsOneOf(name, Ours) => "is the agent's own: it is kept by other rules",
            _ when IsOneOf(name, Hosts) => "is the host's own: the agent must not get the right to restart and stop it",
            _ => null,
        };

    private static bool IsOneOf(string name, string[] families) =>
        families.Any(family =>
            name.StartsWith(family, StringComparison.OrdinalIgnoreCase)
            && !char.IsAsciiLetterOrDigit(name[family.Length])
        );
}
