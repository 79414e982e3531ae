using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Tests.Systemd.Bus;

/// <summary>
/// Stands in for systemd on a bus: a peer that speaks the wire protocol and answers as it is told to.
/// </summary>
internal sealed class FakeSystemd : IAsyncDisposable
{
    private const string Name = "org.freedesktop.systemd1";
    private const string ManagerPath = "/org/freedesktop/systemd1";
    private const string Manager = "org.freedesktop.systemd1.Manager";

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<WireMessage> _calls = Channel.CreateUnbounded<WireMessage>();
    private NetworkStream? _stream;
    private Task _serving = Task.CompletedTask;
    private uint _serial;
    private uint _job;
    private bool _isDisposed;

    /// <summary>Properties by the path of the unit.</summary>
    public ConcurrentDictionary<string, Dictionary<string, object>> Units { get; } = new();

    /// <summary>The processes of every unit: ids and command lines.</summary>
    public IReadOnlyList<(uint Pid, string CommandLine)> Processes { get; set; } = [(42, "java -x")];

    /// <summary>The members of calls that are never answered.</summary>
    public HashSet<string> Silent { get; } = [];

    /// <summary>Errors by the member of the call.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>Results of jobs that are announced before, and after, the reply to the request.</summary>
    public string? ResultBeforeReply { get; set; }

    public string? ResultAfterReply { get; set; }

    /// <summary>What was called, except the calls of the bus library itself.</summary>
    public ChannelReader<WireMessage> Calls => _calls.Reader;

    public static async Task<FakeSystemd> ConnectAsync(PrivateBus bus, string name = Name)
    {
        var systemd = new FakeSystemd();
        await systemd._socket.ConnectAsync(new UnixDomainSocketEndPoint(bus.SocketPath));
        systemd._stream = new(systemd._socket);
        await systemd.AuthenticateAsync();
        await systemd.CallBusAsync("Hello", "", []);
        await systemd.CallBusAsync("RequestName", "su", new WireWriter().String(name).UInt32(0).ToArray());
        systemd._serving = systemd.ServeAsync();
        return systemd;
    }

    public Dictionary<string, object> AddService(string unit) =>
        Units[UnitPath.Of(unit)] = new()
        {
            ["Id"] = unit,
            ["LoadState"] = "loaded",
            ["ActiveState"] = "inactive",
            ["SubState"] = "dead",
            ["InvocationID"] = Array.Empty<byte>(),
            ["ActiveEnterTimestamp"] = 0UL,
            ["NeedDaemonReload"] = false,
            ["Result"] = "success",
            ["ExecMainStatus"] = 0,
            ["MainPID"] = 0U,
            ["NRestarts"] = 0U,
            ["ControlGroup"] = "",
            ["MemoryCurrent"] = ulong.MaxValue,
            ["MemoryMax"] = ulong.MaxValue,
            ["UID"] = uint.MaxValue,
        };

    /// <summary>
    /// Announces a change the way systemd does: the properties of the service first, those of the unit last.
    /// </summary>
    public async Task ChangeAsync(
        string unit,
        Dictionary<string, object> service,
        Dictionary<string, object> common,
        string destination = ""
    )
    {
        await SignalPropertiesAsync(unit, "org.freedesktop.systemd1.Service", service, destination);
        await SignalPropertiesAsync(unit, "org.freedesktop.systemd1.Unit", common, destination);
    }

    /// <summary>Somebody else's job begins, does something or nothing, and ends.</summary>
    public async Task DoJobAsync(string unit, uint id, Func<Task> workAsync, string result = "done")
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/org/freedesktop/systemd1/job/{id}");
        var body = new WireWriter().UInt32(id).String(path).String(unit).ToArray();
        await SignalAsync(ManagerPath, Manager, "JobNew", "uos", body);
        await workAsync();
        await RemoveJobAsync(id, path, unit, result);
    }

    public Task ReloadAsync(bool isActive) =>
        SignalAsync(ManagerPath, Manager, "Reloading", "b", new WireWriter().UInt32(isActive ? 1u : 0).ToArray());

    /// <summary>The next call of this member; others are passed over.</summary>
    public async Task<WireMessage> NextCallAsync(string member)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
            if (await _calls.Reader.ReadAsync(limit.Token) is var call && call.Member == member)
                return call;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        await _stopping.CancelAsync();
        await _serving;
        if (_stream is not null)
            await _stream.DisposeAsync();

        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task AuthenticateAsync()
    {
        await _stream!.WriteAsync("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n"u8.ToArray());
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().Contains("OK ", StringComparison.Ordinal) || answer[^1] != '\n')
        {
            await _stream.ReadExactlyAsync(one);
            answer.Append((char)one[0]);
        }
    }

    private async Task CallBusAsync(string member, string signature, byte[] body)
    {
        const string bus = "org.freedesktop.DBus";
        (byte, string, object)[] fields =
        [
            (1, "o", "/org/freedesktop/DBus"),
            (2, "s", bus),
            (3, "s", member),
            (6, "s", bus),
        ];
        await SendAsync(WireMessage.Call, fields, signature, body);
        while ((await WireMessage.ReadAsync(_stream!, _stopping.Token)).Type != WireMessage.Reply) { }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var message = await WireMessage.ReadAsync(_stream!, _stopping.Token);
                if (message.Type != WireMessage.Call)
                    continue;

                if (!Silent.Contains(message.Member))
                    await AnswerAsync(message);

                _calls.Writer.TryWrite(message);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            _calls.Writer.TryComplete();
        }
    }

    private Task AnswerAsync(WireMessage call)
    {
        if (Errors.TryGetValue(call.Member, out var error))
            return ReplyErrorAsync(call, error);

        return call.Member switch
        {
            "RestartUnit" or "StopUnit" => QueueJobAsync(call),
            "GetAll" when Units.TryGetValue(call.Path, out var properties) => ReplyAsync(
                call,
                "a{sv}",
                new WireWriter().Properties(properties).ToArray()
            ),
            "GetUnitProcesses" => ReplyAsync(call, "a(sus)", new WireWriter().Array(8, WriteProcesses).ToArray()),
            "Subscribe" => ReplyAsync(call, "", []),
            _ => ReplyErrorAsync(call, "org.freedesktop.DBus.Error.UnknownMethod"),
        };
    }

    private void WriteProcesses(WireWriter writer)
    {
        foreach (var (pid, commandLine) in Processes)
            writer.Align(8).String("/system.slice/x").UInt32(pid).String(commandLine);
    }

    private async Task QueueJobAsync(WireMessage call)
    {
        var id = ++_job;
        var path = string.Create(CultureInfo.InvariantCulture, $"/org/freedesktop/systemd1/job/{id}");
        if (ResultBeforeReply is { } early)
            await RemoveJobAsync(id, path, call.Arguments[0], early);

        await ReplyAsync(call, "o", new WireWriter().String(path).ToArray());
        if (ResultAfterReply is { } late)
            await RemoveJobAsync(id, path, call.Arguments[0], late);
    }

    private Task RemoveJobAsync(uint id, string path, string unit, string result)
    {
        var body = new WireWriter().UInt32(id).String(path).String(unit).String(result).ToArray();
        return SignalAsync(ManagerPath, Manager, "JobRemoved", "uoss", body);
    }

    private Task SignalPropertiesAsync(
        string unit,
        string owner,
        Dictionary<string, object> properties,
        string destination
    )
    {
        var body = new WireWriter().String(owner).Properties(properties).Array(4, _ => { }).ToArray();
        const string type = "org.freedesktop.DBus.Properties";
        return SignalAsync(UnitPath.Of(unit), type, "PropertiesChanged", "sa{sv}as", body, destination);
    }

    private Task SignalAsync(
        string path,
        string type,
        string member,
        string signature,
        byte[] body,
        string destination = ""
    )
    {
        List<(byte, string, object)> fields = [(1, "o", path), (2, "s", type), (3, "s", member)];
        if (destination.Length > 0)
            fields.Add((6, "s", destination));

        return SendAsync(WireMessage.Signal, fields, signature, body);
    }

    private Task ReplyAsync(WireMessage call, string signature, byte[] body) =>
        SendAsync(WireMessage.Reply, [(5, "u", call.Serial), (6, "s", call.Sender)], signature, body);

    private Task ReplyErrorAsync(WireMessage call, string error) =>
        SendAsync(
            WireMessage.Error,
            [(4, "s", error), (5, "u", call.Serial), (6, "s", call.Sender)],
            "s",
            new WireWriter().String($"as told, for {call.Member}").ToArray()
        );

    private async Task SendAsync(byte type, IEnumerable<(byte, string, object)> fields, string signature, byte[] body)
    {
        var message = WireMessage.Write(type, Interlocked.Increment(ref _serial), fields, signature, body);
        await _stream!.WriteAsync(message, _stopping.Token);
    }
}
