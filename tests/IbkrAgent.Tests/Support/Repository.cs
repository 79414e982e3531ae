using System.Runtime.CompilerServices;

namespace IbkrAgent.Tests.Support;

/// <summary>Files of the repository that the tests look at.</summary>
internal static class Repository
{
    /// <remarks>
    /// The path that the compiler notes is mapped to <c>/_/</c>: the way up from the test program is used.
    /// </remarks>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>A file beside the test that calls.</summary>
    public static string BesideCaller(string name, [CallerFilePath] string caller = "")
    {
        var directory = Path.GetDirectoryName(caller)!.Replace("/_/", "", StringComparison.Ordinal);
        return Path.Combine(Root, directory, name);
    }

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "IbkrAgent.sln")) ? directory : Find(Path.GetDirectoryName(directory)!);
}
