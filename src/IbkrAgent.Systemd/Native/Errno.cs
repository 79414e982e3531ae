using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>The errno values that the code names, and the way from a failed call to an exception (errno(3)).</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int ReadOnly = 30;
    public const int Range = 34;
    public const int SymbolicLinkLoop = 40;
    public const int NotConnected = 107;
    public const int ConnectionRefused = 111;

    /// <summary>Passes a result on, or throws for a libsystemd function that returned a negative errno.</summary>
    public static int OrThrow(this int result, [CallerArgumentExpression(nameof(result))] string call = "") =>
        result >= 0 ? result : throw new SystemdException(FunctionOf(call), -result);

    /// <summary>Passes a result on, or throws for a libc function that returned -1 and set errno.</summary>
    public static nint OrThrowLast(this nint result, [CallerArgumentExpression(nameof(result))] string call = "") =>
        result >= 0 ? result : throw new SystemdException(FunctionOf(call), Marshal.GetLastPInvokeError());

    /// <inheritdoc cref="OrThrowLast(nint, string)"/>
    public static int OrThrowLast(this int result, [CallerArgumentExpression(nameof(result))] string call = "") =>
        result >= 0 ? result : throw new SystemdException(FunctionOf(call), Marshal.GetLastPInvokeError());

    private static string FunctionOf(string call) => call.Split('(')[0].Split('.')[^1];
}
