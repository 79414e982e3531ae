using FsCheck;

namespace IbkrAgent.Fuzz;

/// <summary>A reader of something that others wrote, and what it has to be fed with.</summary>
/// <param name="name">also the folder of its corpus.</param>
internal abstract class FuzzTarget(string name)
{
    public string Name => name;

    /// <summary>Small inputs as they really come; they are mutated.</summary>
    public virtual IReadOnlyList<byte[]> Corpus { get; } = Fuzz.Corpus.Of(name);

    /// <summary>Inputs put together from the words of the format.</summary>
    public abstract Gen<byte[]> Shapes { get; }

    /// <summary>Reads one input. Whatever it throws is a finding.</summary>
    /// <param name="dice">for what is not in the input, such as the pieces in which it comes.</param>
    /// <returns>the reader took it for what it is meant for; only counted.</returns>
    public abstract bool Feed(byte[] input, Dice dice);

    /// <summary>What has to hold for every input.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
            throw new BrokenPromiseException(what);
    }

    /// <summary>What is shown to people or written to a log has to be one line that cannot forge another.</summary>
    protected static void RequireOneLine(string text) =>
        Require(
            !text.Any(char.IsControl),
            $"'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))}' is not one line"
        );
}
