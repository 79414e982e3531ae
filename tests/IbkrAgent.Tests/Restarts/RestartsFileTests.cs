using IbkrAgent.Restarts;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

public sealed class RestartsFileTests : IDisposable
{
    private static readonly RestartReport Report = new(
        7,
        Some.Instant,
        RestartCause.Schedule,
        "it is due",
        RestartOutcome.Late,
        "not ready 5 min after its restart"
    );

    private static readonly RestartMemory Full = new(
        new(
            "9b8d0e7a5f4c4b0e8a3e1d2c3b4a5968",
            Some.Instant,
            Some.Instant.AddMinutes(1),
            new(Some.Instant, Some.Instant.AddHours(1), "orders", Some.Instant.AddMinutes(5), RestartReason.Memory),
            new(Some.Instant, WeeklyLoginStage.HourAhead, Some.Instant)
        ),
        new(Report, "a", 100, Some.Account, ["bot.service"], WasAsked: true, Some.Instant) { IsClosed = true },
        [Report with { Intent = 6 }]
    );

    private readonly TemporaryDirectory _directory = new();
    private readonly RestartsFile _file;

    public RestartsFileTests() => _file = new(Path.Combine(_directory.Path, "main", "restarts.json"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_that_is_remembered_comes_back()
    {
        Assert.All(
            typeof(RestartPlanMemory).GetProperties(),
            member => Assert.NotEqual(member.GetValue(RestartPlanMemory.Empty), member.GetValue(Full.Plan))
        );
        _file.Write(Full);

        var (memory, problem) = _file.Read(Some.Instant);

        Assert.Null(problem);
        Assert.Equal(Full.Plan, memory.Plan);
        Assert.Equal(Full.Past, memory.Past);
        var (proof, expected) = (memory.Proof!, Full.Proof!);
        Assert.Equal(expected.DependentsBefore, proof.DependentsBefore);
        Assert.Equal(expected.AccountsBefore?.Orders, proof.AccountsBefore?.Orders);
        Assert.Equal(
            expected,
            proof with
            {
                DependentsBefore = expected.DependentsBefore,
                AccountsBefore = expected.AccountsBefore,
            }
        );
    }

    [Fact]
    public void A_missing_file_means_that_there_was_no_restart() =>
        Assert.Equal((RestartMemory.Empty, null), _file.Read(Some.Instant));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\": 99}")]
    [InlineData("{\"version\": 1}")]
    public void A_file_that_is_not_understood_is_kept_aside(string text)
    {
        _directory.Write("main/restarts.json", text);

        var (memory, problem) = _file.Read(Some.Instant);

        Assert.Equal(RestartMemory.Empty, memory);
        Assert.Contains("set aside as ", problem, StringComparison.Ordinal);
        Assert.Equal(
            text,
            File.ReadAllText(
                Assert.Single(Directory.GetFiles(_directory.Path, "*.unusable-*", SearchOption.AllDirectories))
            )
        );
    }

    [Fact]
    public void The_last_fifty_are_kept()
    {
        var memory = RestartMemory.Empty;
        for (var intent = 1; intent <= 60; intent++)
            memory = memory.Begin(Full.Proof! with { Report = Report with { Intent = intent } });

        Assert.Equal((60, 10, 59), (memory.Proof?.Report.Intent, memory.Past[0].Intent, memory.Past[^1].Intent));
    }
}
