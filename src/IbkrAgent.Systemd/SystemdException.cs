using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd;

/// <summary>A call to libsystemd or libc that failed, or an error reply from the bus.</summary>
/// <param name="function">The C function, or the member of the D-Bus interface, that failed.</param>
/// <param name="errno">The errno value, positive; 0 when the peer gave only a D-Bus error name.</param>
/// <param name="errorName">The D-Bus error name, as <c>org.freedesktop.systemd1.NoSuchUnit</c>.</param>
/// <param name="detail">What the peer said; the text of the errno value when it said nothing.</param>
public sealed class SystemdException(string function, int errno, string? errorName = null, string? detail = null)
    : Exception(Describe(function, errno, errorName, detail))
{
    public string Function { get; } = function;

    public int Errno { get; } = errno;

    public string? ErrorName { get; } = errorName;

    private static string Describe(string function, int errno, string? errorName, string? detail)
    {
        var text = string.IsNullOrEmpty(detail) ? Marshal.GetPInvokeErrorMessage(errno) : detail;
        return errorName is null ? $"{function}: {text}" : $"{function}: {text} ({errorName})";
    }
}
