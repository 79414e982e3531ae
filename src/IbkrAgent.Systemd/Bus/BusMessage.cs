using System.Runtime.InteropServices;
using System.Text;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>Typed reading and appending of a message's body, in order.</summary>
/// <remarks>Bound to the thread of the bus. What is read is copied, nothing points into the message.</remarks>
internal sealed unsafe class BusMessage(SdBusMessageHandle handle)
{
    /// <summary>
    /// The unique name of the sender, which the bus vouches for; <c>org.freedesktop.DBus</c> for the bus itself.
    /// </summary>
    public string? Sender => Text(LibSystemd.sd_bus_message_get_sender(handle));

    /// <summary>The error that this reply carries; null when it is none.</summary>
    public SystemdException? Error(string member)
    {
        var error = LibSystemd.sd_bus_message_get_error(handle);
        return error is null
            ? null
            : new(member, LibSystemd.sd_bus_message_get_errno(handle), Text(error->Name), Text(error->Message));
    }

    public void AppendString(string text)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text + '\0'))
            LibSystemd.sd_bus_message_append_basic(handle, (byte)'s', bytes).OrThrow();
    }

    public string ReadString() => ReadText('s');

    public string ReadObjectPath() => ReadText('o');

    public bool ReadBoolean() => Read<int>('b') != 0; // four bytes, not one

    public int ReadInt32() => Read<int>('i');

    public uint ReadUInt32() => Read<uint>('u');

    public ulong ReadUInt64() => Read<ulong>('t');

    /// <summary>An array of bytes as lower-case hexadecimal digits.</summary>
    public string ReadHexadecimal()
    {
        void* start;
        nuint length;
        LibSystemd.sd_bus_message_read_array(handle, (byte)'y', &start, &length).OrThrow();
        return Convert.ToHexStringLower(new ReadOnlySpan<byte>(start, (int)length));
    }

    /// <summary>
    /// Goes into an array ('a'), a struct ('r'), a dictionary entry ('e') or a variant ('v'); false at the end.
    /// </summary>
    public bool Enter(char container, string contents) =>
        LibSystemd.sd_bus_message_enter_container(handle, (byte)container, contents).OrThrow() > 0;

    public void Exit() => LibSystemd.sd_bus_message_exit_container(handle).OrThrow();

    public void Skip(string types) => LibSystemd.sd_bus_message_skip(handle, types).OrThrow();

    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    private T Read<T>(char type)
        where T : unmanaged
    {
        T value;
        LibSystemd.sd_bus_message_read_basic(handle, (byte)type, &value).OrThrow();
        return value;
    }

    private string ReadText(char type)
    {
        byte* text;
        LibSystemd.sd_bus_message_read_basic(handle, (byte)type, &text).OrThrow();
        return Text(text) ?? "";
    }
}
