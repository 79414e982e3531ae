using System.Globalization;

namespace IbkrAgent.Tests.Support;

/// <summary>Time zones and instants as tests write them.</summary>
internal static class Zones
{
    public static readonly TimeZoneInfo NewYork = Of("America/New_York");
    public static readonly TimeZoneInfo Toronto = Of("America/Toronto");
    public static readonly TimeZoneInfo London = Of("Europe/London");
    public static readonly TimeZoneInfo Zurich = Of("Europe/Zurich");
    public static readonly TimeZoneInfo HongKong = Of("Asia/Hong_Kong");

    public static TimeZoneInfo Of(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    /// <summary><c>2026-11-20T06:00Z</c>, or with an offset.</summary>
    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static DateTimeOffset? InstantOrNever(string? text) => text is null ? null : Instant(text);
}
