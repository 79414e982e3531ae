using System.Runtime.CompilerServices;

namespace IbkrAgent.Tests.Support;

/// <summary>Texts that are compared with a file beside the test; <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
internal static class Golden
{
    /// <summary>Expectations are written anew instead of compared.</summary>
    public static bool IsUpdated => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void Check(string actual, string name, [CallerFilePath] string caller = "")
    {
        var path = Repository.BesideCaller($"{name}.golden.txt", caller);
        if (IsUpdated)
            File.WriteAllText(path, actual);

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
