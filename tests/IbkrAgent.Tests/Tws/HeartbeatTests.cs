using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class HeartbeatTests
{
    private static readonly Heartbeat Fresh = new(Seconds(30), Seconds(10), Seconds(0), UnansweredSince: null);

    [Fact]
    public void An_answered_question_is_followed_by_the_next_after_the_interval()
    {
        var heartbeat = Fresh.Asked(Seconds(30)).Answered();

        Assert.Equal(Seconds(60), heartbeat.NextAt(Seconds(31)));
        Assert.False(heartbeat.IsQuestionDue(Seconds(59)));
        Assert.True(heartbeat.IsQuestionDue(Seconds(60)));
        Assert.False(heartbeat.IsOverdue(Seconds(60)));
    }

    [Fact]
    public void A_question_without_an_answer_is_repeated_because_gateways_drop_some()
    {
        var heartbeat = Fresh.Asked(Seconds(30));

        Assert.False(heartbeat.IsQuestionDue(Seconds(32)));
        Assert.Equal(Seconds(33), heartbeat.NextAt(Seconds(31)));
        Assert.True(heartbeat.IsQuestionDue(Seconds(33)));
    }

    [Fact]
    public void The_timeout_counts_from_the_first_question_and_not_from_its_repetitions()
    {
        var heartbeat = Fresh.Asked(Seconds(30)).Asked(Seconds(33)).Asked(Seconds(36)).Asked(Seconds(39));

        Assert.Equal(Seconds(40), heartbeat.NextAt(Seconds(39)));
        Assert.False(heartbeat.IsOverdue(Seconds(39)));
        Assert.True(heartbeat.IsOverdue(Seconds(40)));
    }

    [Fact]
    public void Once_overdue_it_is_asked_at_the_interval_again()
    {
        var heartbeat = Fresh.Asked(Seconds(30)).Asked(Seconds(39));

        Assert.Equal(Seconds(69), heartbeat.NextAt(Seconds(40)));
        Assert.True(heartbeat.IsOverdue(Seconds(500)));
        Assert.False(heartbeat.Answered().IsOverdue(Seconds(500)));
    }

    [Fact]
    public void Two_questions_are_never_closer_than_the_interval_when_that_is_short()
    {
        var heartbeat = (Fresh with { Interval = Seconds(2) }).Asked(Seconds(2));

        Assert.Equal(Seconds(4), heartbeat.NextAt(Seconds(2)));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
