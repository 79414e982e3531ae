using IbkrAgent.Systemd.Native;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Systemd.Files;

/// <summary>Owner and group of files (fchown(2)).</summary>
public static class FileOwner
{
    /// <summary>Gives an open file to a user and his own group; allowed to root.</summary>
    /// <remarks>
    /// An open file and not a path: where others may write, a path can become a link between two steps.
    /// </remarks>
    public static void SetUser(SafeFileHandle file, string user)
    {
        var (id, group) = AccountDatabase.FindUser(user);
        try
        {
            LibC.fchown(file, id, group).OrThrowLast();
        }
        catch (SystemdException exception)
        {
            throw new IOException($"giving a file to the user {user}", exception);
        }
    }
}
