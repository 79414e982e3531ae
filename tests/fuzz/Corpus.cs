using System.Reflection;

namespace IbkrAgent.Fuzz;

/// <summary>The files of <c>tests/fuzz/corpus</c>, which are in the program itself.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Of(string target)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith($"{target}/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly, name)),
        ];
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
