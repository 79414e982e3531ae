using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Users by their names and by their numbers.</summary>
internal static unsafe class AccountDatabase
{
    private const int FirstBuffer = 1024;
    private const int LargestBuffer = 1024 * 1024;

    /// <summary>The user and his own group.</summary>
    public static (uint User, uint Group) FindUser(string name)
    {
        var (user, found) = (default(UserEntry), (nint)0);
        Look("getpwnam_r", buffer => LibC.getpwnam_r(name, out user, buffer, (nuint)buffer.Length, out found));
        return found == 0
            ? throw new SystemdException("getpwnam_r", Errno.NoEntry, detail: $"there is no user {name}")
            : (user.User, user.Group);
    }

    /// <summary>Null when there is no user with this number.</summary>
    public static string? FindName(uint user)
    {
        string? name = null;
        Look(
            "getpwuid_r",
            buffer =>
            {
                fixed (byte* start = buffer) // the name is in there
                {
                    var error = LibC.getpwuid_r(user, out var entry, start, (nuint)buffer.Length, out var found);
                    if (error == 0 && found != 0)
                        name = Marshal.PtrToStringUTF8((nint)entry.Name);

                    return error;
                }
            }
        );
        return name;
    }

    private static void Look(string function, Func<byte[], int> lookUp)
    {
        for (var length = FirstBuffer; ; length *= 4)
        {
            var error = lookUp(new byte[length]);
            if (error == 0)
                return;

            if (error != Errno.Range || length >= LargestBuffer)
                throw new SystemdException(function, error);
        }
    }
}
