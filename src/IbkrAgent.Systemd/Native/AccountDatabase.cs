namespace IbkrAgent.Systemd.Native;

/// <summary>Numbers of users by their names.</summary>
internal static class AccountDatabase
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
