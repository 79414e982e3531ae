using System.Text;
using IbkrAgent.Common;

namespace IbkrAgent.Configuration;

/// <summary>Reads files that hold secrets.</summary>
internal static class InputFile
{
    private const string StandardInput = "-";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>As the controller reads its settings; gives back every byte as it was.</summary>
    public static Secret ReadLatin1(string path) => new(Encoding.Latin1.GetString(ReadBytes(path)));

    /// <exception cref="FormatException">it is not UTF-8.</exception>
    public static Secret ReadUtf8(string path)
    {
        try
        {
            return new(StrictUtf8.GetString(ReadBytes(path)));
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"{path} is not UTF-8 text");
        }
    }

    /// <param name="path"><c>-</c> is standard input.</param>
    private static byte[] ReadBytes(string path)
    {
        if (path != StandardInput)
            return File.ReadAllBytes(path);

        using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
