using System.Collections.Immutable;
using IbkrAgent.Common;

namespace IbkrAgent.Configuration;

/// <summary>What the operator wants of one gateway's set-up. What is not named stays as it is.</summary>
public sealed record ConfigurationAnswers(InstanceName Gateway)
{
    /// <summary>Values of agent.ini by their keys; see <see cref="SetUpKeys.SectionOf"/>.</summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Of credentials.env.</summary>
    public ImmutableDictionary<string, Secret> Credentials { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary>Of alerts.env.</summary>
    public ImmutableDictionary<string, Secret> Alerts { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary>The controller's settings of an installation elsewhere, to be taken over.</summary>
    public Secret? ForeignSettings { get; init; }

    public ConfigurationAnswers WithSetting(string key, string value) =>
        this with
        {
            Settings = Settings.SetItem(key, value),
        };

    public ConfigurationAnswers WithCredential(string key, Secret value) =>
        this with
        {
            Credentials = Credentials.SetItem(key, value),
        };

    public ConfigurationAnswers WithAlert(string key, Secret value) =>
        this with
        {
            Alerts = Alerts.SetItem(key, value),
        };
}
