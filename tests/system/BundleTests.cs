using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace IbkrAgent.SystemTests;

/// <summary>After a failed login, with secrets in every log: the bundle has all of its parts, and none of them.</summary>
public sealed class BundleTests(InstalledTree tree)
{
    private const string UserName = "bundle-user-77";
    private const string Password = "Tr0ub4dor \"&\\3/ü";
    private const string WebhookToken = "wEbH0ok-t0ken_aBcDeFgHiJkLmNoPqRsTuVwXyZ";
    private const string Webhook = $"http://127.0.0.1:8080/api/webhooks/112233445566778899/{WebhookToken}";
    private const string BotHash = "AAH-b0tHashb0tHashb0tHashb0tHash123";
    private const string BotSecret = "b0t environment secret";

    /// <summary>What nobody may find, in no form.</summary>
    private static readonly string[] Secrets =
    [
        UserName,
        Password,
        "Tr0ub4dor",
        WebhookToken,
        "112233445566778899",
        BotHash,
        BotSecret,
        "environment secret",
        "unknown-passw0rd",
        "DU7654321",
        "U1122334",
        "someone@example.org",
        "203.0.113.9",
    ];

    /// <summary>As the Gateway or IBC could write it, as it is and escaped.</summary>
    private static readonly string Planted = $"""
        planted: user {UserName} password {Password}
        planted: {Uri.EscapeDataString(Password)} and "{Password.Replace("\\", "\\\\").Replace("\"", "\\\"")}"
        planted: POST {Webhook} failed; path /x/{WebhookToken}/y; bot 123456789:{BotHash}
        planted: password=unknown-passw0rd account DU7654321 and U1122334 of someone@example.org at 203.0.113.9

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_every_part_and_no_secret_with_and_without_the_daemon()
    {
        await using var host = await Container.BootAsync("bundle", tree.Container, Token);
        host.HasPlantedSecrets = true;
        var agent = await WithSecretsEverywhereAsync(host);
        await agent.StartAsync();
        await agent.VerdictAsync("LockedOut");
        await agent.EventAsync(AgentEvent.VerdictChanged, "LockedOut");
        await agent.UntilAsync("[ -s /var/lib/ibkr-agent/outbox.discord.json ]"); // its alert waits there

        var told = await agent.RunAsync("ibkr-agent bundle --output /root/running.tar.gz");
        Assert.Contains("wrote /root/running.tar.gz: ", told, StringComparison.Ordinal);
        Assert.Contains("look into it before you send it", told, StringComparison.Ordinal);
        Assert.Equal("600 root", await agent.RunAsync("stat -c '%a %U' /root/running.tar.gz"));
        var running = Unpack(host, "/root/running.tar.gz");
        AssertWhole(running);
        AssertHarmless(running);
        Assert.Contains("\"LockedOut\"", running["status.json"], StringComparison.Ordinal);

        await agent.RunAsync("systemctl stop ibkr-agent");
        await agent.RunAsync("mkdir /root/here && cd /root/here && ibkr-agent bundle");
        var file = Assert.Single(Directory.GetFiles(host.Root + "/root/here"));
        Assert.Matches("^ibkr-agent-bundle-[a-z-]+-[0-9]{8}T[0-9]{6}Z[.]tar[.]gz$", Path.GetFileName(file));
        var stopped = Unpack(host, "/root/here/" + Path.GetFileName(file));
        AssertWhole(stopped);
        AssertHarmless(stopped);
        Assert.DoesNotContain("status.json", stopped.Keys);
        Assert.Matches("Not collected(\n.*)*\n  status.json: the daemon did not answer: ", stopped["manifest.txt"]);

        await AssertRefusalsAsync(agent);
        await AssertNothingIsLeftWhenInterruptedAsync(agent);
    }

    private static async Task<RunningAgent> WithSecretsEverywhereAsync(Container host)
    {
        var agent = RunningAgent.SetUp(host, [.. RunningAgent.ShortTimes, ("accounts", "DU7654321")]);
        agent.WriteCredentials(UserName, $"'{Password}'");
        await AlertReceiver.AddAsync(
            host,
            $"DISCORD_WEBHOOK_URL={Webhook}",
            $"TELEGRAM_BOT_TOKEN=123456789:{BotHash}",
            "TELEGRAM_CHAT_ID=-1004711",
            "TELEGRAM_API_URL=http://127.0.0.1:8080"
        );
        await agent.PrepareStandInAsync("set expected_password another-password", "set window_delay_ms 4000");
        // Printed by a process of the Gateway's unit; the start gate is passed before it.
        Directory.CreateDirectory(host.Root + "/etc/systemd/system/ibkr-gateway.service.d");
        host.WriteFile(
            "/etc/systemd/system/ibkr-gateway.service.d/planted.conf",
            $"[Service]\nEnvironment=\"BOT_KEY={BotSecret}\"\nExecStartPre=/usr/bin/cat /opt/planted\n"
        );
        host.WriteFile("/opt/planted", Planted);
        host.WriteFile("/var/lib/ibkr-gateway/main/launcher.log", Planted);
        // The Gateway's user may make links in his directory.
        await agent.RunAsync("ln -s /etc/shadow /var/lib/ibkr-gateway/main/shadow.log && systemctl daemon-reload");
        return agent;
    }

    private static void AssertWhole(Dictionary<string, string> files)
    {
        string[] parts =
        [
            "files.txt",
            "gateway/main/launcher.log",
            "manifest.txt",
            "settings/agent.ini",
            "settings/alerts.env.txt",
            "settings/dependents.env.txt",
            "settings/main/config.ini.txt",
            "settings/main/credentials.env.txt",
            "state/main/state.json",
            "state/outbox.discord.json",
            "units/ibkr-agent-failure@ibkr-agent.service.service/journal.txt",
            "units/ibkr-agent.service/files.txt",
            "units/ibkr-agent.service/journal.txt",
            "units/ibkr-gateway-restart.service/journal.txt",
            "units/ibkr-gateway-restart.timer/journal.txt",
            "units/ibkr-gateway.service/files.txt",
            "units/ibkr-gateway.service/journal.txt",
            "units/ibkr-gateway.service/properties.txt",
            "units/xvfb.service/journal.txt",
            "verdicts.txt",
            "versions.txt",
        ];
        Assert.Empty(parts.Except(files.Keys));
        // By whom, and what systemd says about it.
        Assert.Contains(
            "IBC: Login attempt:",
            files["units/ibkr-gateway.service/journal.txt"],
            StringComparison.Ordinal
        );
        Assert.Matches(
            "systemd\\[1\\]: Starting ibkr-gateway.service",
            files["units/ibkr-gateway.service/journal.txt"]
        );
        Assert.Contains(
            "planted: user *** password ***",
            files["units/ibkr-gateway.service/journal.txt"],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "account DU*****21 and U*****34 of *@* at *ip*",
            files["gateway/main/launcher.log"],
            StringComparison.Ordinal
        );
        Assert.Contains("IBKR_PASSWORD is set", files["settings/main/credentials.env.txt"], StringComparison.Ordinal);
        Assert.Contains("CommandServerPort=7462", files["settings/main/config.ini.txt"], StringComparison.Ordinal);
        Assert.Contains("BOT_KEY=***", files["units/ibkr-gateway.service/files.txt"], StringComparison.Ordinal);
        Assert.Matches("(?m)^[0-9TZ:.-]+ main: .* -> LockedOut: ", files["verdicts.txt"]);
        Assert.Matches("(?m)^systemd: systemd 252", files["versions.txt"]);
        Assert.Matches("(?m)^distribution: Debian", files["versions.txt"]);
        Assert.Matches("(?m)^main: IBC: 3", files["versions.txt"]);
        Assert.DoesNotContain("daemon:*:", string.Concat(files.Values), StringComparison.Ordinal);
    }

    /// <summary>In no byte of any file, nor in a file's name.</summary>
    private static void AssertHarmless(Dictionary<string, string> files)
    {
        foreach (var (name, text) in files)
        foreach (var secret in Secrets)
        {
            Assert.DoesNotContain(secret, name, StringComparison.OrdinalIgnoreCase);
            Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"'{secret}' is in {name}");
        }
    }

    private static async Task AssertRefusalsAsync(RunningAgent agent)
    {
        Assert.Equal(1, await agent.StatusOfAsync("ibkr-agent bundle --output /root/running.tar.gz"));
        Assert.Equal(64, await agent.StatusOfAsync("ibkr-agent bundle --since 'last week'"));
        Assert.Equal(77, await agent.StatusOfAsync("cd /tmp && runuser -u nobody -- ibkr-agent bundle"));
    }

    private static async Task AssertNothingIsLeftWhenInterruptedAsync(RunningAgent agent)
    {
        const string Interrupt = """
            mkdir /root/cut
            for after in 0.02 0.05 0.1 0.2 0.4 0.8; do
                timeout -s TERM $after ibkr-agent bundle --output /root/cut/$after.tar.gz >/dev/null
            done
            find /root/cut -type f ! -name '*.tar.gz'
            for file in /root/cut/*.tar.gz; do [ ! -e "$file" ] || tar -tzf "$file" >/dev/null || echo "$file is broken"; done
            """;
        Assert.Equal("", await agent.RunAsync(Interrupt));
    }

    /// <summary>By their names below the bundle's directory; every byte is a character.</summary>
    private static Dictionary<string, string> Unpack(Container host, string path)
    {
        var files = new Dictionary<string, string>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(host.Root + path), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
            files.Add(entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], reader.ReadToEnd());
        }

        return files;
    }
}
