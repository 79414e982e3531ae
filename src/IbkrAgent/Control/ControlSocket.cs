using System.Net.Sockets;

namespace IbkrAgent.Control;

/// <summary>The file of the control interface: who may connect is who may write to it.</summary>
/// <remarks>Its group is that of the process: the unit runs the daemon in the group of those who may.</remarks>
public sealed class ControlSocket(string path)
{
    /// <summary>Whose members may connect; Group= of ibkr-agent.service.</summary>
    public const string Group = "ibkr";

    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public string Path => path;

    /// <summary>Makes the socket, in place of one that a killed daemon left behind.</summary>
    /// <exception cref="ControlSocketException">another daemon answers there.</exception>
    internal Socket Bind()
    {
        if (IsAnswered())
            throw new ControlSocketException($"listening on {path}: another ibkr-agent answers there");

        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Nobody can connect before the server listens, so the mode is in place in time.
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, Mode);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAnswered()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
