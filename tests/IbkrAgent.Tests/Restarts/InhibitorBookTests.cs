using IbkrAgent.Restarts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

public sealed class InhibitorBookTests
{
    private static readonly DateTimeOffset At = Some.Instant;
    private static readonly InhibitorWish Wish = new("bot", "closing positions", TimeSpan.FromMinutes(10));

    [Fact]
    public void One_that_is_taken_stands_until_its_time()
    {
        var book = InhibitorBook.Empty.Take(Wish, "uid 1000", At)!;

        var taken = Assert.Single(book.Standing(At));
        Assert.Equal(new(1, "bot", "closing positions", At, At.AddMinutes(10), "uid 1000"), taken);
        Assert.Equal(taken, Assert.Single(book.Standing(taken.Until.AddTicks(-1))));
        Assert.Empty(book.Standing(taken.Until));
        Assert.Null(book.Find(1, taken.Until));
    }

    [Fact]
    public void A_renewed_one_ends_so_long_from_then()
    {
        var book = InhibitorBook.Empty.Take(Wish, "uid 1000", At)!.Take(Wish, "uid 1000", At)!;

        var renewed = book.Renew(1, TimeSpan.FromMinutes(10), At.AddMinutes(9))!;

        Assert.Equal((1L, At, At.AddMinutes(19)), Of(Assert.Single(renewed.Standing(At.AddMinutes(10)))));

        static (long, DateTimeOffset, DateTimeOffset) Of(Inhibitor one) => (one.Id, one.Since, one.Until);
    }

    [Fact]
    public void What_does_not_stand_is_neither_renewed_nor_released()
    {
        var book = InhibitorBook.Empty.Take(Wish, "uid 1000", At)!;

        Assert.Null(book.Renew(2, Wish.For, At));
        Assert.Null(book.Release(2, At));
        Assert.Null(book.Renew(1, Wish.For, At.AddMinutes(10)));
        Assert.Null(book.Release(1, At.AddMinutes(10)));
        Assert.Empty(book.Release(1, At)!.Inhibitors);
    }

    [Fact]
    public void A_number_is_not_given_twice()
    {
        var book = InhibitorBook.Empty.Take(Wish, "uid 1000", At)!.Release(1, At)!.Take(Wish, "uid 1000", At)!;

        Assert.Equal(2, Assert.Single(book.Inhibitors).Id);
    }

    [Fact]
    public void There_are_at_most_64_and_those_that_have_expired_make_room()
    {
        var book = InhibitorBook.Empty;
        for (var i = 0; i < 64; i++)
            book = book.Take(Wish, "uid 1000", At)!;

        Assert.Null(book.Take(Wish, "uid 1000", At));
        var next = book.Take(Wish, "uid 1000", At.AddMinutes(10))!;
        Assert.Equal(65, Assert.Single(next.Inhibitors).Id);
    }

    [Fact]
    public void When_it_is_not_known_what_stood_one_of_nobody_stands_for_the_usual_time()
    {
        var book = InhibitorBook.Lost("the file is gone", At);

        var unknown = Assert.Single(book.Standing(At));
        Assert.Equal(("unknown", "the file is gone", At.AddMinutes(30)), (unknown.Who, unknown.Why, unknown.Until));
        // Whoever still has a number of before renews or releases nobody else's.
        Assert.True(book.Take(Wish, "uid 1000", At)!.Inhibitors[^1].Id > unknown.Id);
        Assert.True(unknown.Id > 1_000_000);
    }
}
