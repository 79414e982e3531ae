using FsCheck;
using FsCheck.Fluent;

namespace IbkrAgent.Fuzz;

/// <summary>What a target is fed with: a mutated file of its corpus, a shape, or noise.</summary>
internal static class Input
{
    public static byte[] Of(FuzzTarget target, ulong seed, Dice dice) =>
        dice.Below(100) switch
        {
            < 50 when target.Corpus.Count > 0 => OfCorpus(target, dice),
            < 90 => OfShape(target, seed, dice),
            _ => Mutation.Noise(dice),
        };

    private static byte[] OfCorpus(FuzzTarget target, Dice dice)
    {
        var whole = dice.Pick(target.Corpus);
        return dice.Chance(5) ? whole : Mutation.Of(whole, target.Corpus, dice);
    }

    private static byte[] OfShape(FuzzTarget target, ulong seed, Dice dice)
    {
        var size = 1 + dice.Below(40);
        var shape = target.Shapes.Sample(numberOfSamples: 1, seed: new Rnd(seed), size: size)[0];
        return dice.Chance(60) ? shape : Mutation.Of(shape, target.Corpus, dice);
    }
}
