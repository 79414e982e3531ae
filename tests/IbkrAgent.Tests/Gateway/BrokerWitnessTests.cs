using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Gateway;

public sealed class BrokerWitnessTests
{
    private static readonly BrokerConnections Live = new(Live: 2, Unanswered: 0);
    private static readonly BrokerConnections Absent = new(Live: 0, Unanswered: 0);
    private static readonly ApiStatus.Ready Untold = Some.Ready with { Connections = null };
    private static readonly ApiStatus.Ready Early = Untold with { Word = UpstreamWord.AsItBegan };
    private static readonly ApiStatus.Ready Later = Untold with { Word = UpstreamWord.Later };

    private readonly BrokerWitness _witness;
    private BrokerConnections? _there = Absent;
    private int _looks;

    public BrokerWitnessTests() =>
        _witness = new(() =>
        {
            _looks++;
            return _there;
        });

    [Theory]
    [InlineData(UpstreamWord.None)]
    [InlineData(UpstreamWord.AsItBegan)]
    public void A_session_without_news_is_looked_at_until_a_connection_is_seen_and_for_a_while(UpstreamWord word)
    {
        var told = Untold with { Word = word };
        Assert.Equal(Absent, Seen());
        _there = Live;
        Assert.Equal(Live, Seen());

        // It was dead, and only looked alive while nothing was sent on it.
        var unanswered = new BrokerConnections(Live: 0, Unanswered: 2);
        _there = unanswered;
        Assert.Equal(unanswered, Seen());
        _there = Live;
        for (var i = 3; i < 10; i++)
            Assert.Equal(Live, Seen());

        // A loss from now on is told to the session that is held.
        _there = Absent;
        Assert.Equal(Live, Seen());
        Assert.Equal(10, _looks);

        BrokerConnections? Seen() => _witness.Complete(told, isAnswer: true).Connections;
    }

    [Fact]
    public void Between_two_answers_nothing_is_looked_at_but_when_the_Gateway_says_something()
    {
        _witness.Complete(Untold, isAnswer: true);
        Assert.Equal(Absent, _witness.Complete(Untold, isAnswer: false).Connections);
        Assert.Equal(1, _looks);

        _there = Live;
        Assert.Equal(Live, _witness.Complete(Early, isAnswer: false).Connections);
        Assert.Equal(2, _looks);
    }

    [Fact]
    public void The_next_session_is_looked_at_anew()
    {
        _there = Live;
        _witness.Complete(Early, isAnswer: true);
        _witness.EndSession();
        _there = Absent;

        Assert.Equal(Absent, _witness.Complete(Early, isAnswer: true).Connections);
    }

    [Fact]
    public void A_broker_that_is_there_without_a_connection_makes_them_worthless_for_the_run()
    {
        Assert.Equal(Absent, _witness.Complete(Untold, isAnswer: true).Connections);
        Assert.Null(_witness.Complete(Later, isAnswer: false).Connections);
        _witness.EndSession();
        Assert.Null(_witness.Complete(Untold, isAnswer: true).Connections);

        _witness.EndSession();
        _witness.EndRun();
        Assert.Equal(Absent, _witness.Complete(Untold, isAnswer: true).Connections);
    }

    [Fact]
    public void A_line_that_was_cut_this_moment_proves_nothing_against_them()
    {
        _there = new(Live: 0, Unanswered: 1);
        _witness.Complete(Later, isAnswer: false);
        _witness.EndSession();

        Assert.Equal(_there, _witness.Complete(Untold, isAnswer: true).Connections);
    }

    [Fact]
    public void A_session_that_was_told_of_a_loss_needs_no_witness()
    {
        Assert.Null(_witness.Complete(Untold with { UpstreamLost = "1100 lost" }, isAnswer: true).Connections);
        Assert.Equal(0, _looks);
    }

    [Fact]
    public void Tables_that_cannot_be_read_show_nothing()
    {
        var witness = new BrokerWitness(() => throw new IOException("permission denied"));

        Assert.Null(witness.Complete(Untold, isAnswer: true).Connections);
    }
}
