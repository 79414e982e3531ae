namespace IbkrAgent.Gateway;

/// <summary>How long each step of a fresh session may take.</summary>
/// <param name="Connect">until the connection is accepted or refused; the kernel answers, not the Gateway.</param>
/// <param name="Hello">until the server names its version.</param>
/// <param name="StartApi">until order id and accounts are named.</param>
/// <param name="Heartbeat">until the question for the time is answered.</param>
/// <param name="Total">for all of them, with every client id that is tried.</param>
internal sealed record ApiTimeouts(
    TimeSpan Connect,
    TimeSpan Hello,
    TimeSpan StartApi,
    TimeSpan Heartbeat,
    TimeSpan Total
)
{
    public static readonly ApiTimeouts Default = new(
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(20)
    );

    /// <summary>Only all of them together are limited: whatever the Gateway is slow at may take all the time.</summary>
    public static ApiTimeouts Together(TimeSpan total) => new(total, total, total, total, total);

    public ApiTimeouts Within(TimeSpan total) => this with { Total = total };
}
