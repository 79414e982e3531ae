namespace IbkrAgent.Bundles;

/// <summary>One file of a bundle, as it is before anything is masked by its looks.</summary>
/// <param name="Name">below the bundle's directory.</param>
/// <param name="ReadAsync">its text; an exception says why it cannot be had.</param>
internal sealed record BundlePart(string Name, Func<CancellationToken, Task<MaskedText>> ReadAsync)
{
    public static BundlePart Of(string name, Func<string> read) =>
        new(name, _ => Task.FromResult(new MaskedText(read(), 0)));

    public static BundlePart OfMasked(string name, Func<MaskedText> read) => new(name, _ => Task.FromResult(read()));
}
