using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Sockets;

/// <summary>A connection to a Unix socket (unix(7)). One thread; every call blocks, but not beyond its limit.</summary>
/// <remarks>
/// For a process that lives for one question: a Socket needs longer to get going than all the rest of it.
/// </remarks>
public sealed unsafe class UnixConnection : IDisposable
{
    private const byte UnixFamily = 1;
    private const int StreamType = 1;
    private const int CloseOnExec = 0x80000;
    private const int SocketLevel = 1;
    private const int SendTimeout = 21;
    private const int PathOffset = 2;
    private const int MaxPathLength = 107;

    private readonly int _descriptor;

    /// <param name="timeout">how long a place in the listener's queue is waited for, and later one for sent
    /// bytes.</param>
    /// <exception cref="UnixConnectionException">Nobody can be reached there, or not in time.</exception>
    public UnixConnection(string path, TimeSpan timeout)
    {
        _descriptor = LibC.socket(UnixFamily, StreamType | CloseOnExec, 0).OrThrowLast();
        try
        {
            LimitSending(timeout);
            Connect(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <exception cref="UnixConnectionException">The peer is gone, or takes nothing for too long.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            for (var sent = 0; sent < bytes.Length; )
            {
                var count = LibC.write(_descriptor, start + sent, (nuint)(bytes.Length - sent));
                if (count > 0)
                    sent += (int)count;
                else if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                    throw Failed("write");
            }
    }

    /// <summary>Waits for bytes and gives their number; zero: the peer has said all.</summary>
    /// <exception cref="UnixConnectionException">The connection broke, or no byte came in time.</exception>
    public int Receive(Span<byte> buffer, TimeSpan timeout)
    {
        AwaitBytes(timeout);
        fixed (byte* start = buffer)
        {
            var count = LibC.read(_descriptor, start, (nuint)buffer.Length);
            return count >= 0 ? (int)count : throw Failed("read");
        }
    }

    public void Dispose() => _ = LibC.close(_descriptor);

    /// <summary>Whoever finds the queue of a listener full waits as long as SO_SNDTIMEO says.</summary>
    private void LimitSending(TimeSpan timeout)
    {
        var microseconds = Math.Max(1, (long)timeout.TotalMicroseconds); // zero would be no limit
        var timeval = stackalloc long[] { microseconds / 1_000_000, microseconds % 1_000_000 };
        LibC.setsockopt(_descriptor, SocketLevel, SendTimeout, timeval, 2 * sizeof(long)).OrThrowLast();
    }

    private void Connect(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > MaxPathLength)
            throw new ArgumentException($"the path of a socket has at most {MaxPathLength} bytes", nameof(path));

        var address = new byte[PathOffset + MaxPathLength + 1];
        address[0] = UnixFamily;
        Encoding.UTF8.GetBytes(path, address.AsSpan(PathOffset));
        fixed (byte* start = address)
            while (LibC.connect(_descriptor, start, (uint)address.Length) < 0)
                if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                    throw Failed("connect");
    }

    private void AwaitBytes(TimeSpan timeout)
    {
        var start = Stopwatch.GetTimestamp();
        var descriptor = new PollDescriptor { Descriptor = _descriptor, Events = PollDescriptor.In };
        while (true)
        {
            var left = Math.Ceiling((timeout - Stopwatch.GetElapsedTime(start)).TotalMilliseconds);
            switch (LibC.poll(&descriptor, 1, (int)Math.Max(0, left)))
            {
                case > 0:
                    return;
                case 0:
                    throw Failed("poll", Errno.TryAgain);
                case < 0 when Marshal.GetLastPInvokeError() != Errno.Interrupted:
                    throw Failed("poll");
            }
        }
    }

    private static UnixConnectionException Failed(string function) => Failed(function, Marshal.GetLastPInvokeError());

    private static UnixConnectionException Failed(string function, int errno) =>
        new(
            errno switch
            {
                Errno.NoEntry => UnixFailure.NoSuchSocket,
                Errno.ConnectionRefused => UnixFailure.NobodyListens,
                Errno.AccessDenied => UnixFailure.NotPermitted,
                Errno.TryAgain => UnixFailure.TooLate,
                _ => UnixFailure.Broken,
            },
            new SystemdException(function, errno)
        );
}
