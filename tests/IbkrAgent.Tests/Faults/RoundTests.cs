using IbkrAgent.Faults;

namespace IbkrAgent.Tests.Faults;

public sealed class RoundTests
{
    [Fact]
    public void The_same_seed_draws_the_same_rounds() => Assert.Equal(Drawn(seed: 7), Drawn(seed: 7));

    [Fact]
    public void Another_seed_draws_others() => Assert.NotEqual(Drawn(seed: 7), Drawn(seed: 8));

    [Fact]
    public void Each_round_has_a_name_of_its_own() =>
        Assert.Equal(200, Drawn(seed: 1).Select(round => round.Label).Distinct().Count());

    private static IReadOnlyList<Round> Drawn(int seed) => Round.Draw(FaultCatalog.All, 200, seed);
}
