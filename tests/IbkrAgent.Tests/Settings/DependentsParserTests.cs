using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Settings;

public sealed class DependentsParserTests
{
    private static readonly string[] Keys =
    [
        "dependents = bot.service, data@eu.service",
        "dependents_delay = 2min",
        "dependents_stop_ahead = 30s",
        "restart_dependents = yes",
        "dependent_health = bot.service http://127.0.0.1:8080/health, data@eu.service https://data.example/up?x=1",
        "dependent_headers = bot.service X-API-Key: $API_KEY, bot.service Accept: text/plain",
        "dependent_health_interval = 10s",
        "dependent_health_timeout = 1s",
        "dependent_health_failures = 2",
        "dependent_restarts_per_hour = 4",
        "ready_target_linger = 90s",
    ];

    [Fact]
    public void Every_key_arrives_where_it_belongs()
    {
        var settings = Valid(Keys);

        Assert.Equal(["bot.service", "data@eu.service"], settings.Services);
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30)), (settings.Delay, settings.StopAhead));
        Assert.True(settings.RestartWithGateway);
        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)),
            (settings.HealthInterval, settings.HealthTimeout)
        );
        Assert.Equal((2, 4), (settings.HealthFailures, settings.RestartsPerHour));
        Assert.Equal(TimeSpan.FromSeconds(90), settings.TargetLinger);
        Assert.Equal(
            ["bot.service http://127.0.0.1:8080/health", "data@eu.service https://data.example/up?x=1"],
            settings.Health.Select(health => $"{health.Service} {health.Url}")
        );
        Assert.Equal(
            [
                new HealthHeader("X-API-Key", "API_KEY", IsSecret: true),
                new HealthHeader("Accept", "text/plain", IsSecret: false),
            ],
            settings.Health[0].Headers
        );
        Assert.Empty(settings.Health[1].Headers);
    }

    [Theory]
    [InlineData("dependents = bot", "dependents: 'bot' is not the name of a service: it does not end in .service")]
    [InlineData("dependents = bot.service, bot.service", "dependents: bot.service stands there 2 times")]
    [InlineData(
        "dependent_health = bot.service http://127.0.0.1/",
        "dependent_health: 'bot.service http://127.0.0.1/' does not begin with one of the dependents"
    )]
    [InlineData("dependents = bot.service\ndependent_health = bot.service ftp://127.0.0.1/", Address)]
    [InlineData("dependents = bot.service\ndependent_health = bot.service http://me:secret@127.0.0.1/", Address)]
    [InlineData("dependents = bot.service\ndependent_health = bot.service", Address)]
    [InlineData(
        "dependents = bot.service\ndependent_health = bot.service http://a/, bot.service http://b/",
        "dependent_health: bot.service has two addresses; keep one of them"
    )]
    [InlineData(
        "dependent_headers = bot.service X-Key: $KEY",
        "dependent_headers: bot.service has no address in dependent_health"
    )]
    [InlineData("dependent_headers = bot.service X-Key sesame", Header)]
    [InlineData("dependent_headers = bot.service X Key: sesame", Header)]
    [InlineData("dependent_headers = bot.service X-Key: $KEY and more", Header)]
    [InlineData("dependent_restarts_per_hour = 0", "dependent_restarts_per_hour: '0' is not a number from 1 to 60")]
    public void A_mistake_is_named(string lines, string problem) =>
        Assert.Contains(
            Invalid(lines.Split('\n')),
            found => found.StartsWith($"agent.ini: gateway:main: {problem}", StringComparison.Ordinal)
        );

    [Fact]
    public void A_secret_that_was_written_into_the_settings_is_not_repeated() =>
        Assert.DoesNotContain(
            Invalid("dependent_headers = bot.service X-Key sesame", "dependent_health = x http://me:sesame@a/"),
            found =>
                found.Contains("X-Key", StringComparison.Ordinal) && found.Contains("sesame", StringComparison.Ordinal)
        );

    [Fact]
    public void More_restarts_than_the_default_are_accepted_with_a_warning()
    {
        var settings = Assert.IsType<SettingsOutcome.Loaded>(Parse("dependent_restarts_per_hour = 6")).Settings;

        Assert.Contains(
            "dependent_restarts_per_hour: 6 is above the default of 5",
            Assert.Single(settings.Warnings).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_service_belongs_to_one_gateway()
    {
        Assert.True(InstanceName.TryParse("live", out var live));
        var main = Some.Settings with
        {
            Dependents = Some.Dependents with { Services = ["bot.service", "api.service"] },
        };
        var other = main with { Name = live, Dependents = Some.Dependents with { Services = ["api.service"] } };

        Assert.Empty(DependentsParser.Shared("agent.ini", [main]));
        Assert.Equal(
            "agent.ini: gateway:live: dependents: api.service is a dependent of gateway main already; a service has one gateway",
            Assert.Single(DependentsParser.Shared("agent.ini", [main, other])).ToString()
        );
    }

    private const string Address = "dependent_health: ";

    private const string Header =
        "dependent_headers: 'bot.service ...' is not SERVICE NAME: VALUE or SERVICE NAME: $KEY";

    private static DependentsSettings Valid(params string[] lines) =>
        Assert.IsType<SettingsOutcome.Loaded>(Parse(lines)).Settings.Gateways[0].Dependents;

    private static IEnumerable<string> Invalid(params string[] lines) =>
        Assert.IsType<SettingsOutcome.Wrong>(Parse(lines)).Problems.Select(problem => problem.ToString());

    private static SettingsOutcome Parse(params string[] lines) =>
        SettingsParser.Parse(
            "agent.ini",
            "[gateway:main]\n" + string.Join('\n', lines),
            name => name == "America/New_York" ? Zones.NewYork : null,
            Some.Holidays
        );
}
