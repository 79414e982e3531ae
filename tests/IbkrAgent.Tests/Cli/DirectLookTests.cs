using System.Collections.Concurrent;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Cli;

public sealed class DirectLookTests : IDisposable
{
    private const string Live = "1: 027100CB:D20E 017100CB:0FA0 01 00000000:00000000 00:00000000 00000000 998 0 2\n";

    private const string Unanswered =
        "1: 027100CB:D20E 017100CB:0FA0 01 00000003:00000000 01:00000102 00000004 998 0 2\n";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly GatewayHost _host = new();
    private string _connection = Live;
    private UnitReading _unit = new(Running(TimeSpan.FromHours(1)), Problem: null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_gateway_that_is_ready_is_told_by_one_connection_that_is_closed_again()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.TakeTimeRequestAsync();
            await peer.TellTimeAsync();
            await peer.StaySilentAsync();
            closed.SetResult();
        });

        var finding = await FindAsync(server.Port);

        Assert.Equal(new(Verdict.Ready, "the API answers, server version 176, accounts DU1", NextStep: ""), finding);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(1, server.AcceptedCount);
    }

    [Theory]
    [InlineData("U1", "", "the login has U1, expected paper accounts (DU or DF)")]
    [InlineData("DU1", "accounts = DU2", "the login has DU1, which agent.ini does not list, expected DU2")]
    public async Task An_account_that_is_not_the_expected_one_is_never_healthy(
        string accounts,
        string setting,
        string reason
    )
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync(accounts: accounts);
            await peer.ServeAsync();
        });

        var finding = await FindAsync(server.Port, setting);

        Assert.Equal((Verdict.WrongAccount, reason), (finding.Verdict, finding.Reason));
    }

    [Fact]
    public async Task A_lost_broker_is_seen_when_the_gateway_tells_it()
    {
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.UpstreamLost, "lost"));
            await peer.ServeAsync();
        });

        Assert.Equal(Verdict.UpstreamLost, (await FindAsync(server.Port)).Verdict);
    }

    [Theory]
    [InlineData("", "it has no connection with another host")]
    [InlineData(Unanswered, "other hosts do not acknowledge what it sends")]
    public async Task A_lost_broker_that_nobody_tells_of_shows_in_the_connections(string connection, string evidence)
    {
        _connection = connection;
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.BeginAsync();
            await peer.ServeAsync();
        });

        var finding = await FindAsync(server.Port);

        Assert.Equal(Verdict.UpstreamLost, finding.Verdict);
        Assert.EndsWith(evidence, finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_id_that_is_taken_is_no_outage()
    {
        var asked = new ConcurrentQueue<int>();
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            asked.Enqueue(peer.ClientId);
            if (asked.Count < 3)
            {
                await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.ClientIdInUse, "in use"));
                return;
            }

            await peer.BootstrapAsync();
            await peer.ServeAsync();
        });

        Assert.Equal(Verdict.Ready, (await FindAsync(server.Port)).Verdict);
        Assert.Equal([7974, 7975, 7976], asked.Order());
    }

    [Fact]
    public async Task Two_at_once_come_to_the_same_answer()
    {
        var (held, both) = (new ConcurrentDictionary<int, bool>(), new TaskCompletionSource());
        await using var server = new ScriptedTwsServer(async peer =>
        {
            await peer.AgreeAsync();
            await peer.TakeStartApiAsync();
            if (!held.TryAdd(peer.ClientId, true))
            {
                await peer.SendAsync(new ErrorMessage(-1, TwsErrorCode.ClientIdInUse, "in use"));
                return;
            }

            if (held.Count == 2)
                both.TrySetResult(); // both may see that both are there
            await both.Task.WaitAsync(peer.Stop); // neither is done before the other has begun
            await peer.BootstrapAsync();
            await peer.ServeAsync();
        });

        var findings = await Task.WhenAll(FindAsync(server.Port), FindAsync(server.Port));

        Assert.All(findings, finding => Assert.Equal(Verdict.Ready, finding.Verdict));
        Assert.Equal(3, server.AcceptedCount);
    }

    [Fact]
    public async Task A_port_that_is_closed_after_a_start_is_not_waited_for()
    {
        _unit = new(Running(TimeSpan.FromSeconds(10)), Problem: null);
        Assert.Equal(Verdict.Starting, (await FindAsync(FreePort.Take())).Verdict);
    }

    [Fact]
    public async Task A_port_that_is_closed_later_is_a_closed_port() =>
        Assert.Equal(Verdict.PortClosed, (await FindAsync(FreePort.Take())).Verdict);

    [Fact]
    public async Task Silence_is_waited_for_no_longer_than_asked()
    {
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());
        Assert.Equal(Verdict.ApiSilent, (await FindAsync(server.Port, timeout: Short)).Verdict);
        Assert.Equal(1, server.AcceptedCount);
    }

    [Fact]
    public async Task A_unit_that_does_not_run_is_enough_to_know()
    {
        _unit = new(Some.Unit("failed", result: "signal", status: 9), Problem: null);
        await using var server = new ScriptedTwsServer(peer => peer.StaySilentAsync());

        Assert.Equal(Verdict.Down, (await FindAsync(server.Port)).Verdict);
        Assert.Equal(0, server.AcceptedCount);
    }

    [Fact]
    public async Task A_unit_that_cannot_run_is_not_configured()
    {
        _unit = new(Some.Unit("inactive"), Problem: null);
        File.Delete(_host.At("opt/ibc/scripts/ibcstart.sh"));
        Assert.Equal(Verdict.NotConfigured, (await FindAsync(FreePort.Take())).Verdict);
    }

    [Fact]
    public async Task Without_systemd_the_api_alone_is_asked_and_it_is_said()
    {
        _unit = new(UnitStatus.Unknown, "sd_bus_open_system: No such file or directory");
        var finding = await FindAsync(FreePort.Take());
        Assert.Equal(Verdict.PortClosed, finding.Verdict);
        Assert.EndsWith(
            "; systemd does not tell the unit's state: sd_bus_open_system: No such file or directory",
            finding.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Settings_that_are_missing_or_wrong_are_told_apart()
    {
        File.Delete(_host.Paths.Settings);
        var missing = Assert.IsType<DirectLookResult.Found>(await LookAsync(timeout: null));
        Assert.Equal(Verdict.NotConfigured, missing.Finding.Verdict);

        _host.Write("etc/ibkr/agent.ini", "[gateway:main]\nmdoe = act\n");
        var wrong = Assert.IsType<DirectLookResult.SettingsInvalid>(await LookAsync(timeout: null));
        Assert.Single(wrong.Problems);
    }

    [Fact]
    public async Task A_gateway_without_a_section_and_an_unclear_wish_are_told()
    {
        _host.Write("etc/ibkr/agent.ini", "[gateway:a]\n[gateway:b]\ntrading_mode=live\n");
        Assert.True(InstanceName.TryParse("c", out var other));

        var unclear = Assert.IsType<DirectLookResult.NoSuchGateway>(await LookAsync(timeout: null, gateway: null));
        var unknown = Assert.IsType<DirectLookResult.NoSuchGateway>(await LookAsync(timeout: null, other));

        Assert.Equal("which gateway is meant? --gateway NAME says it; there is: a, b", unclear.Problem);
        Assert.Equal(
            $"there is no gateway c: add a section [gateway:c] to {_host.Paths.Settings}, or name one of: a, b",
            unknown.Problem
        );
    }

    [Fact]
    public async Task The_only_gateway_is_looked_at_by_its_own_unit()
    {
        _host.Write("etc/ibkr/agent.ini", "[gateway:live]\n");
        _unit = new(Some.Unit("deactivating"), Problem: null);

        var found = Assert.IsType<DirectLookResult.Found>(await LookAsync(timeout: null, gateway: null));

        Assert.Equal(("live", Verdict.Down), (found.Gateway.ToString(), found.Finding.Verdict));
        Assert.Contains("ibkr-gateway@live.service", found.Finding.Reason, StringComparison.Ordinal);
    }

    private async Task<DirectFinding> FindAsync(int port, string setting = "", TimeSpan? timeout = null)
    {
        _host.Write(
            "proc/self/net/tcp",
            $"0: 00000000:{port:X4} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 998 0 1\n{_connection}"
        );
        _host.Write(
            "etc/ibkr/agent.ini",
            $"""
            [gateway:main]
            api_port = {port}
            ibc_path = {_host.At("opt/ibc")}
            gateway_path = {_host.At("opt/ibgateway")}
            {setting}
            """
        );
        return Assert.IsType<DirectLookResult.Found>(await LookAsync(timeout)).Finding;
    }

    private Task<DirectLookResult> LookAsync(TimeSpan? timeout) => LookAsync(timeout, InstanceName.Main);

    private Task<DirectLookResult> LookAsync(TimeSpan? timeout, InstanceName? gateway)
    {
        var look = new DirectLook(
            _host.Paths,
            new IbcController(),
            TimeProvider.System,
            (_, _, _) => Task.FromResult(_unit)
        );
        return look.LookAsync(gateway, timeout, Token);
    }

    private static UnitStatus Running(TimeSpan age) =>
        Some.Unit("active") with
        {
            ActiveSince = TimeProvider.System.GetUtcNow() - age,
        };
}
