using System.Globalization;
using System.Text.RegularExpressions;

namespace IbkrAgent.Containers;

/// <summary>
/// A container as its operator has set it up: credentials, settings, and the agent that keeps a stand-in alive.
/// </summary>
internal sealed class RunningAgent(Container host)
{
    /// <summary>Generous: the machine may be loaded, and everything here waits for a state and not for time.</summary>
    private const int PatienceInSeconds = 60;

    /// <summary>As a command line.</summary>
    public const string KillJava = "kill -9 $(pgrep -x java)";

    /// <summary>As a command line that then succeeds.</summary>
    public const string JavaRuns = "pgrep -x java";

    private const string Status = "curl -s --unix-socket /run/ibkr-agent/control.sock http://localhost/v1/status";

    /// <summary>The shipped budgets, but no waiting where waiting is not the point.</summary>
    public static readonly (string Key, string Value)[] ShortTimes =
    [
        ("restart_pause", "1s"),
        ("max_restart_pause", "1s"),
        ("heartbeat_interval", "2s"),
        ("heartbeat_timeout", "2s"),
        ("proof_duration", "6s"),
        ("time_zone", "Etc/UTC"),
    ];

    /// <summary>Short times, and budgets that no test uses up by accident.</summary>
    public static readonly (string Key, string Value)[] Tireless =
    [
        .. ShortTimes,
        ("cold_logins_per_hour", "20"),
        ("cold_logins_per_day", "100"),
        ("restarts_per_hour", "60"),
    ];

    /// <summary>What is expected of the broker must not depend on the hour at which the tests run.</summary>
    private static (string Key, string Value) ResetsOfAnotherDay =>
        ("broker_resets", $"{DateTimeOffset.UtcNow.AddDays(3).DayOfWeek} 12:00-12:01");

    private CancellationToken Token => host.Token;

    public Container Host => host;

    /// <summary>A fresh container, set up but not started.</summary>
    public static RunningAgent SetUp(Container host, params (string Key, string Value)[] settings)
    {
        var agent = new RunningAgent(host);
        agent.WriteCredentials(TestSecrets.UserName, TestSecrets.Password);
        agent.Set([ResetsOfAnotherDay, .. settings]);
        if (settings.Contains(("trading_mode", "live")))
            agent.PutOffOwnRestart();
        agent.PutOffDailyRestart();
        return agent;
    }

    /// <summary>What happens in a test must not depend on the hour at which it runs.</summary>
    private void PutOffDailyRestart()
    {
        const string Directory = "/etc/systemd/system/ibkr-gateway-restart.timer.d";
        System.IO.Directory.CreateDirectory(host.Root + Directory);
        host.WriteFile($"{Directory}/another-day.conf", "[Timer]\nOnCalendar=\nOnCalendar=2099-01-01\n");
    }

    /// <summary>Of the Gateway: half a day from now, in any zone of these tests far enough.</summary>
    public void PutOffOwnRestart()
    {
        const string File = "/etc/ibkr/config.ini";
        var time = DateTime.UtcNow.AddHours(12).ToString("hh:mm tt", CultureInfo.InvariantCulture);
        host.WriteFile(
            File,
            host.ReadFile(File).Replace("\nAutoRestartTime=\n", $"\nAutoRestartTime={time}\n", StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// The restart of the day, by its timer, which a drop-in moves to seconds from now; until its service has ended.
    /// </summary>
    public async Task RestartByTimerAsync(bool wait = true)
    {
        const string Timer = "ibkr-gateway-restart.timer";
        const string Run = "$(systemctl show -P InvocationID ibkr-gateway-restart.service)";
        var before = await RunAsync($"echo {Run}");
        var due = DateTime.UtcNow.AddSeconds(3).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        host.WriteFile($"/etc/systemd/system/{Timer}.d/override.conf", $"[Timer]\nOnCalendar=\nOnCalendar={due} UTC\n");
        // One that has elapsed already is armed by a start alone.
        await RunAsync($"systemctl daemon-reload && systemctl restart {Timer}");
        await UntilAsync($"[ \"{Run}\" != '{before}' ]");
        if (wait)
            await UntilAsync(
                "[[ $(systemctl show -P ActiveState ibkr-gateway-restart.service) =~ ^(inactive|failed)$ ]]"
            );
    }

    public void WriteCredentials(string user, string password) =>
        host.WriteFile("/etc/ibkr/credentials.env", $"IBKR_USERNAME={user}\nIBKR_PASSWORD={password}\n");

    /// <summary>Changes lines of the shipped settings file, as an editor would.</summary>
    public void Set(params (string Key, string Value)[] settings)
    {
        const string File = "/etc/ibkr/agent.ini";
        var text = host.ReadFile(File);
        foreach (var (key, value) in settings)
        {
            var line = new Regex($"^{key} =.*$", RegexOptions.Multiline);
            if (!line.IsMatch(text))
                throw new ArgumentException($"{File} has no line '{key} ='", nameof(settings));

            text = line.Replace(text, $"{key} = {value}");
        }

        host.WriteFile(File, text);
    }

    /// <summary>
    /// A further gateway, as the operator adds it: a section like that of main, the files, the credentials.
    /// </summary>
    public async Task AddGatewayAsync(string name, int apiPort)
    {
        const string File = "/etc/ibkr/agent.ini";
        var text = host.ReadFile(File);
        var main = text[text.IndexOf("[gateway:main]", StringComparison.Ordinal)..];
        var next = main.IndexOf("\n[gateway:", StringComparison.Ordinal);
        var section = (next < 0 ? main : main[..next])
            .Replace("[gateway:main]", $"[gateway:{name}]", StringComparison.Ordinal)
            .Replace(
                "api_port =",
                string.Create(CultureInfo.InvariantCulture, $"api_port = {apiPort}"),
                StringComparison.Ordinal
            );
        host.WriteFile(File, $"{text}\n{section}");

        await RunAsync($"ibkr-agent add-gateway {name}");
        host.WriteFile(
            $"/etc/ibkr/{name}/credentials.env",
            $"IBKR_USERNAME={name}-{TestSecrets.UserName}\nIBKR_PASSWORD={TestSecrets.Password}\n"
        );
    }

    public Task StartAsync() => RunAsync("systemctl enable --now ibkr-agent");

    public Task RebootAsync() => host.RebootAsync(Token);

    public async Task StartAndBecomeReadyAsync()
    {
        await StartAsync();
        await VerdictAsync("Ready");
    }

    /// <summary>What a command line prints; it has to succeed.</summary>
    public async Task<string> RunAsync(string command) =>
        (await host.RunAsync(command, Token, TimeSpan.FromSeconds(PatienceInSeconds))).OrFail().Text;

    public async Task<int> StatusOfAsync(string command) =>
        (await host.RunAsync(command, Token, TimeSpan.FromSeconds(PatienceInSeconds))).Status;

    /// <summary>
    /// The next time that main's supervisor saves its state it hangs: where that is written stands a pipe, <c>plug</c>, that
    /// is full, and that unit <c>plug</c> holds open.
    /// </summary>
    public Task BlockStateAsync() =>
        RunAsync(
            """
            cd /var/lib/ibkr-agent/main
            mkfifo -m 0666 plug
            systemd-run --quiet --unit=plug bash -c '
                exec 3<>/var/lib/ibkr-agent/main/plug
                dd if=/dev/zero of=/proc/self/fd/3 bs=4096 oflag=nonblock status=none
                touch /run/plugged
                sleep infinity'
            until [ -e /run/plugged ] && [ ! -e state.json.new ]; do sleep 0.05; done
            ln plug state.json.new
            """
        );

    /// <summary>Steers the stand-in, one command after the other; with <c>--keep</c> also those to come.</summary>
    public Task SteerAsync(params string[] commands) =>
        RunAsync(string.Join(" && ", commands.Select(command => $"gateway-sim ctl {command}")));

    /// <summary>Says, before it has ever run, what the stand-in shall do; holds over restarts and reboots.</summary>
    public async Task PrepareStandInAsync(params string[] commands)
    {
        const string Directories = "/var/lib/ibkr-gateway /var/lib/ibkr-gateway/main";
        await RunAsync($"install -d -o ibkr-gateway -g ibkr-gateway -m 0700 {Directories}");
        foreach (var command in commands)
            await SteerAsync($"--keep {command}");
    }

    /// <summary>Until a command line succeeds inside.</summary>
    public async Task UntilAsync(string condition, int patienceInSeconds = PatienceInSeconds)
    {
        var loop = $"SECONDS=0; until {condition}; do [ $SECONDS -lt {patienceInSeconds} ] || exit 1; sleep 0.2; done";
        var result = await host.RunAsync(loop, Token, TimeSpan.FromSeconds(2 * patienceInSeconds));
        if (result.Status == 0)
            return;

        var status = await host.RunAsync("ibkr-agent status 2>&1", Token);
        var journal = await host.JournalAsync(Token, "--lines=80", "--output=short-precise");
        throw new EvidenceException(
            $"not within {patienceInSeconds} s: {condition}\n{result.Errors}{status.Output}{journal}"
        );
    }

    public Task VerdictAsync(string verdict) => UntilAsync($"{Status} | jq -e '.gateways[0].verdict == \"{verdict}\"'");

    /// <summary>
    /// Until a verdict has stood for some time: nothing was done about it, although there was time to.
    /// </summary>
    public Task VerdictLastsAsync(string verdict, int seconds)
    {
        const string Age = "([.at, .gateways[0].since] | map(sub(\"\\\\.[0-9]+\"; \"\") | fromdate) | .[0] - .[1])";
        return UntilAsync($"{Status} | jq -e '.gateways[0].verdict == \"{verdict}\" and {Age} >= {seconds}'");
    }

    /// <summary>Until the agent has seen the unit's last run: what it says before is about the one before.</summary>
    public Task SeenLastRunAsync() =>
        UntilAsync(
            $"{Status} | jq -e --arg run \"$(systemctl show -P InvocationID ibkr-gateway)\" '.gateways[0].unit.invocationId == $run'"
        );

    /// <summary>Until another java than this one runs and is ready.</summary>
    public async Task ReadyAgainAsync(string oldJava)
    {
        await UntilAsync($"java=$(pgrep -x java) && [ \"$java\" != '{oldJava}' ]");
        await VerdictAsync("Ready");
    }

    /// <summary>The process id of the Gateway's java.</summary>
    public Task<string> JavaAsync() => RunAsync("pgrep -x java");

    public Task<string> ShowAsync(string unit, string property) => RunAsync($"systemctl show -P {property} {unit}");

    /// <summary>How often the credentials were submitted, as the broker would count: the stand-in's own book.</summary>
    public int StandInLogins()
    {
        const string Book = "/var/lib/ibkr-gateway/main/sim.logins";
        return File.Exists(host.Root + Book) ? host.ReadFile(Book).Count(letter => letter == '\n') : 0;
    }

    /// <summary>What the daemon answers when it is asked for its status, as JSON; empty when it does not.</summary>
    public async Task<string> AnswerAsync() => (await host.RunAsync(Status, Token)).Text;

    /// <summary>How often the credentials were submitted, by whomever, as the controller's log says.</summary>
    public async Task<int> LoginAttemptsAsync() => (await GatewayLinesAsync("IBC: Login attempt:")).Count;

    /// <summary>Lines of the controller and of the start gate that contain a text.</summary>
    public async Task<IReadOnlyList<JournalEntry>> GatewayLinesAsync(string text) =>
        [
            .. (await EntriesAsync("_SYSTEMD_UNIT=ibkr-gateway.service")).Where(entry =>
                entry.Message.Contains(text, StringComparison.Ordinal)
            ),
        ];

    public Task<IReadOnlyList<JournalEntry>> EventsAsync(params AgentEvent[] events) =>
        EntriesAsync([.. events.Select(one => $"MESSAGE_ID={JournalEntry.MessageIdPrefix}{one:D}")]);

    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(params string[] matches) =>
        [
            .. (await host.JournalAsync(Token, ["--output=json", "--all", .. matches]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(JournalEntry.Parse),
        ];

    /// <summary>Until the agent has written that many entries of a kind with a text in them.</summary>
    public async Task<JournalEntry> EventAsync(AgentEvent @event, string text = "", int count = 1)
    {
        JournalEntry? found = null;
        await Eventually.HoldsAsync(
            host,
            async () =>
            {
                var entries = await EventsAsync(@event);
                var matching = entries.Where(entry => entry.Message.Contains(text, StringComparison.Ordinal)).ToList();
                found = matching.Count >= count ? matching[count - 1] : null;
                return found is not null;
            },
            TimeSpan.FromSeconds(PatienceInSeconds),
            $"{count} x {@event} with '{text}' in the journal",
            Token
        );
        return found!;
    }
}
