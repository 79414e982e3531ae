using IbkrAgent.Systemd.Native;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Systemd.Files;

/// <summary>Owner and group of files (fchown(2)).</summary>
public static class FileOwner
{
    private const uint Unchanged = uint.MaxValue; // -1

    /// <summary>Gives an open file to a user and his own group; allowed to root.</summary>
    /// <remarks>
    /// An open file and not a path: where others may write, a path can become a link between two steps.
    /// </remarks>
    public static void SetUser(SafeFileHandle file, string user)
    {
        var (id, group) = AccountDatabase.FindUser(user);
        Set(file, id, group, $"giving a file to the user {user}");
    }

    /// <summary>Gives an open file to a user's own group and leaves its owner; allowed to root.</summary>
    public static void SetGroup(SafeFileHandle file, string user) =>
        Set(file, Unchanged, AccountDatabase.FindUser(user).Group, $"giving a file to the group of {user}");

    private static void Set(SafeFileHandle file, uint user, uint group, string what)
    {
        try
        {
            LibC.fchown(file, user, group).OrThrowLast();
        }
        catch (SystemdException exception)
        {
            throw new IOException(what, exception);
        }
    }
}
