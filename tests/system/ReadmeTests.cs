using System.Text.RegularExpressions;

namespace IbkrAgent.SystemTests;

/// <summary>The path of the README, from a fresh Debian to a Gateway that is ready, by its own commands.</summary>
/// <remarks>
/// What cannot be had stands in: the two downloads, the editor, and a network to install unzip from. Root needs no
/// sudo, which Debian does not have at first.
/// </remarks>
public sealed partial class ReadmeTests
{
    /// <summary>The commands of the README as they are, after functions for what stands in.</summary>
    private const string StandIns = """
        set -euo pipefail
        sudo() { "$@"; }
        make() { [ "$*" = deb ] && ls build/ibkr-agent_*_amd64.deb >/dev/null; }
        apt() {
            case $* in
                'install ./build/'*) apt-get install -y "$2" ;;
                'install unzip') ;;
                *) return 64 ;;
            esac
        }
        sh() { # ibgateway-VERSION-standalone-linux-x64.sh -q -dir DIRECTORY
            [[ "$1 $2 $3" =~ ^ibgateway-[0-9a-z.]+-standalone-linux-x64.sh\ -q\ -dir$ ]]
            mkdir -p "$4"
            cp -a /var/tmp/stand-in/ibgateway/*/. "$4"
            touch "$4/ibgateway"
        }
        unzip() { # IBCLinux-VERSION.zip -d DIRECTORY
            [[ "$1 $2" =~ ^IBCLinux-[0-9.]+.zip\ -d$ ]]
            mkdir -p "$3"
            cp -a /var/tmp/stand-in/ibc/. "$3"
            touch "$3/gatewaystart.sh"
            find "$3" -name '*.sh' -exec chmod a-x {} +
        }
        sudoedit() {
            [ -s "$1" ]
            [ "$1" != /etc/ibkr/credentials.env ] ||
                sed -i 's/^IBKR_USERNAME=$/&demo/; s/^IBKR_PASSWORD=$/&demo-password/' "$1"
        }
        journalctl() { [ "$1" = -f ]; shift; command journalctl --no-pager --lines=20 "$@"; }
        cd /root

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_commands_lead_to_a_Gateway_that_is_ready()
    {
        await using var host = await Container.BootAsync("readme", on: null, Token);
        await Installation.AddStandInAsync(host, Token);
        (
            await host.RunAsync(
                "mkdir -p /root/build /var/tmp/stand-in && mv /opt/ibgateway /opt/ibc /var/tmp/stand-in/",
                Token
            )
        ).OrFail();
        File.Copy(Sources.Package, $"{host.Root}/root/build/{Path.GetFileName(Sources.Package)}");
        await WalkAsync(host, "useradd YOU", Install());
        // A Gateway needs a while from its start to an open API.
        await Eventually.SucceedsAsync(host, "ibkr-agent health-check", TimeSpan.FromMinutes(1), Token);
        var looked = await WalkAsync(host, "", FirstMinutes());

        Assert.Matches("(?m)^main: Ready since", looked);
        Assert.Matches("(?m)^0$", looked);
        Assert.Contains("main: Ready, was Starting", looked, StringComparison.Ordinal);
        Assert.Contains("YOU", (await host.RunAsync("getent group ibkr", Token)).Text, StringComparison.Ordinal);
    }

    /// <summary>What has to be typed: files that are right as they are, and looking, left out.</summary>
    [Fact]
    public void At_most_ten_commands_are_needed()
    {
        string[] optional = ["agent.ini", "config.ini", "alerts.env", "usermod"];
        var needed = Install()
            .Where(command => !Array.Exists(optional, one => command.Contains(one, StringComparison.Ordinal)));

        Assert.InRange(needed.Count(), 6, 10);
    }

    /// <returns>what was printed.</returns>
    private static async Task<string> WalkAsync(Container host, string before, IEnumerable<string> commands)
    {
        host.WriteFile("/root/walk", $"{StandIns}{before}\n{string.Join('\n', commands)}\n");
        return (await host.RunAsync("bash -x /root/walk", Token, TimeSpan.FromMinutes(2))).OrFail().Text;
    }

    private static List<string> Install() => Commands("\n## Install\n", "\n### The first five minutes\n");

    private static List<string> FirstMinutes() =>
        Commands("\n### The first five minutes\n", "\n### A second Gateway\n");

    /// <summary>From one heading to another.</summary>
    private static List<string> Commands(string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(Sources.Root, "README.md"));
        var begin = text.IndexOf(from, StringComparison.Ordinal);
        var end = text.IndexOf(to, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, from);
        return [.. Command().Matches(text[begin..end]).Select(match => match.Groups["text"].Value)];
    }

    /// <summary>An indented line that is neither a line of a table for cron nor of output.</summary>
    [GeneratedRegex("^    (?<text>(?:make|sudo|sudoedit|ibkr-agent|journalctl) .*)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
