using IbkrAgent.Gateway;
using static IbkrAgent.Tests.Support.Zones;

namespace IbkrAgent.Tests.Gateway;

public sealed class OwnCloseTextTests
{
    [Theory]
    // 11:45 PM in New York, every day.
    [InlineData("Auto restart time set to 11:45 PM", "2026-11-20T21:30Z", "2026-11-21T04:45Z")]
    [InlineData("Auto restart time already set to 11:45 PM", "2026-11-21T04:46Z", "2026-11-22T04:45Z")]
    [InlineData("Auto logoff time set to 1:05 AM", "2026-11-20T05:00Z", "2026-11-20T06:05Z")]
    // Skipped by the clock of that night: when the gap ends.
    [InlineData("Auto restart time set to 02:30 AM", "2027-03-14T05:00Z", "2027-03-14T07:00Z")]
    [InlineData("Gateway will be shut down at 2026/11/20 22:00", "2026-11-20T21:30Z", "2026-11-21T03:00Z")]
    [InlineData("Gateway will be cold restarted at 2026/11/20 22:00", "2026-11-21T03:01Z", null)]
    [InlineData("Auto restart time set to noon", "2026-11-20T21:30Z", null)]
    [InlineData("soon", "2026-11-20T21:30Z", null)]
    public void The_end_of_the_text_is_a_time_of_the_Gateways_clock(string text, string at, string? next) =>
        Assert.Equal(InstantOrNever(next), OwnCloseText.Next(text, NewYork, Instant(at)));
}
