using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Files;

/// <summary>Names of users (getpwuid(3)).</summary>
public static class UserName
{
    /// <summary>Null when nobody has this number, or it cannot be found out.</summary>
    /// <remarks>May ask a directory over the network: not for every look.</remarks>
    public static string? Of(uint user)
    {
        try
        {
            return AccountDatabase.FindName(user);
        }
        catch (SystemdException)
        {
            return null; // a name is a courtesy
        }
    }
}
