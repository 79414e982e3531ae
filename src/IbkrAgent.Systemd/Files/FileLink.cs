using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Files;

/// <summary>A second name of a file (link(2)).</summary>
public static class FileLink
{
    /// <summary>Content, owner and mode are those of the file, because it is the same.</summary>
    /// <exception cref="IOException">there is something of this name already, or it could not be made.</exception>
    public static void Create(string file, string name)
    {
        try
        {
            LibC.link(file, name).OrThrowLast();
        }
        catch (SystemdException exception)
        {
            throw new IOException($"keeping {file} as {name}", exception);
        }
    }
}
