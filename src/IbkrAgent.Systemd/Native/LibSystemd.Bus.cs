using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

// sd-bus(3)
internal static unsafe partial class LibSystemd
{
    [LibraryImport(Library)]
    internal static partial int sd_bus_new(out SdBusHandle bus);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_set_address(SdBusHandle bus, string address);

    [LibraryImport(Library)]
    internal static partial int sd_bus_set_bus_client(SdBusHandle bus, int enabled);

    [LibraryImport(Library)]
    internal static partial int sd_bus_set_method_call_timeout(SdBusHandle bus, ulong microseconds);

    [LibraryImport(Library)]
    internal static partial int sd_bus_start(SdBusHandle bus);

    [LibraryImport(Library)]
    internal static partial nint sd_bus_close_unref(nint bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_is_ready(SdBusHandle bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_get_fd(SdBusHandle bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_get_events(SdBusHandle bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_get_timeout(SdBusHandle bus, out ulong microseconds);

    [LibraryImport(Library)]
    internal static partial int sd_bus_process(SdBusHandle bus, nint* message);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_add_match_async(
        SdBusHandle bus,
        out SdBusSlotHandle slot,
        string match,
        delegate* unmanaged[Cdecl]<nint, nint, SdBusError*, int> callback,
        delegate* unmanaged[Cdecl]<nint, nint, SdBusError*, int> installed,
        nint userdata
    );

    [LibraryImport(Library)]
    internal static partial int sd_bus_call_async(
        SdBusHandle bus,
        out SdBusSlotHandle slot,
        SdBusMessageHandle message,
        delegate* unmanaged[Cdecl]<nint, nint, SdBusError*, int> callback,
        nint userdata,
        ulong microseconds
    );

    [LibraryImport(Library)]
    internal static partial nint sd_bus_slot_unref(nint slot);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_new_method_call(
        SdBusHandle bus,
        out SdBusMessageHandle message,
        string destination,
        string path,
        string @interface,
        string member
    );

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_set_auto_start(SdBusMessageHandle message, int enabled);

    [LibraryImport(Library)]
    internal static partial nint sd_bus_message_ref(nint message);

    [LibraryImport(Library)]
    internal static partial nint sd_bus_message_unref(nint message);

    [LibraryImport(Library)]
    internal static partial SdBusError* sd_bus_message_get_error(SdBusMessageHandle message);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_get_errno(SdBusMessageHandle message);

    [LibraryImport(Library)]
    internal static partial byte* sd_bus_message_get_sender(SdBusMessageHandle message);

    /// <remarks>The pointer is the text itself for the types s, o and g, else it points to the value.</remarks>
    [LibraryImport(Library)]
    internal static partial int sd_bus_message_append_basic(SdBusMessageHandle message, byte type, void* value);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_read_basic(SdBusMessageHandle message, byte type, void* value);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_read_array(
        SdBusMessageHandle message,
        byte type,
        void** start,
        nuint* length
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_enter_container(SdBusMessageHandle message, byte type, string? contents);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_exit_container(SdBusMessageHandle message);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_skip(SdBusMessageHandle message, string? types);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_path_encode(string prefix, string externalId, out nint path);
}
