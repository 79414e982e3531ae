using System.Collections.Immutable;

namespace IbkrAgent.Settings;

/// <summary>The services that live on one gateway's API, and how they are kept.</summary>
/// <param name="Services">names of their units, in the order in which they are started.</param>
/// <param name="Health">for some of them, where their health is asked.</param>
/// <param name="Delay">from the Gateway's Ready to the first start.</param>
/// <param name="StopAhead">how long before a planned stop of the Gateway they are stopped.</param>
/// <param name="RestartWithGateway">a new Gateway, or new Java, restarts those that run.</param>
/// <param name="HealthInterval">between two questions.</param>
/// <param name="HealthTimeout">how long an answer may take.</param>
/// <param name="HealthFailures">so many in a row are a failure of the service.</param>
/// <param name="RestartsPerHour">of each service; then it is given up.</param>
/// <param name="TargetLinger">how long the API may be away until the ready target is stopped.</param>
public sealed record DependentsSettings(
    ImmutableArray<string> Services,
    ImmutableArray<HealthUrl> Health,
    TimeSpan Delay,
    TimeSpan StopAhead,
    bool RestartWithGateway,
    TimeSpan HealthInterval,
    TimeSpan HealthTimeout,
    int HealthFailures,
    int RestartsPerHour,
    TimeSpan TargetLinger
)
{
    // By what is in the lists: two readings of the same file are the same settings.
    public bool Equals(DependentsSettings? other) =>
        other is not null
        && Scalars == other.Scalars
        && Services.SequenceEqual(other.Services)
        && Health.SequenceEqual(other.Health);

    public override int GetHashCode() => Scalars.GetHashCode();

    private (TimeSpan, TimeSpan, bool, TimeSpan, TimeSpan, int, int, TimeSpan) Scalars =>
        (
            Delay,
            StopAhead,
            RestartWithGateway,
            HealthInterval,
            HealthTimeout,
            HealthFailures,
            RestartsPerHour,
            TargetLinger
        );
}

/// <summary>Where the health of a dependent is asked.</summary>
/// <param name="Url">http or https, without user information.</param>
/// <param name="Headers">sent with each question.</param>
public sealed record HealthUrl(string Service, Uri Url, ImmutableArray<HealthHeader> Headers)
{
    public bool Equals(HealthUrl? other) =>
        other is not null && Service == other.Service && Url == other.Url && Headers.SequenceEqual(other.Headers);

    public override int GetHashCode() => HashCode.Combine(Service, Url);
}

/// <summary>A header of a request.</summary>
/// <param name="Value">as it is sent; with <paramref name="IsSecret"/> the key of the value in dependents.env.</param>
public sealed record HealthHeader(string Name, string Value, bool IsSecret);
