using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Daemon;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class StateFileTests : IDisposable
{
    private const string Cursor = "s=0a;i=1f;b=2c;m=3;t=4;x=5";

    private static readonly DateTimeOffset At = Some.Instant.AddTicks(1_234_567);

    /// <summary>Nothing in it is as in the beginning.</summary>
    private static readonly SupervisorMemory Full = new(
        new LoginLedger(
            [At, At.AddHours(1)],
            [At.AddMinutes(1)],
            1,
            [At.AddMinutes(2), At.AddMinutes(3)],
            At.AddHours(2)
        ),
        Invocation: "9b8d0e7a5f4c4b0e8a3e1d2c3b4a5968",
        new LoginProgress(LoginStage.SecondFactor, At, Pushes: 2, IsResumed: true),
        Reserved: At,
        new Latch(
            "3 failed logins in a row of \"3\" allowed, <so> wäre's",
            At,
            LatchKind.SessionConflict,
            At.AddMinutes(5)
        ),
        Parked: true,
        new PendingAction(7, ActionKind.Stop, At, ByHuman: true, IsAccepted: true),
        NextIntent: 8,
        OwnJobs: [41, 42],
        WasReady: true,
        new AlertLedger(
            new AlertIncident("main-20261120T090000Z", At, ["down", "locked-out"]),
            ImmutableSortedDictionary<string, AlertTrace>
                .Empty.Add("down", new(At, At.AddHours(-1), 3))
                .Add("locked-out", new(At.AddHours(1), At, 0))
        ),
        LostLink: "1100 lost",
        new Hold(At.AddHours(2), "uid 1000", "closing positions"),
        new Force(Runs: true, At.AddHours(2), "by uid 1000"),
        new Holdings("FUT,STK", "STK 3"),
        RestartedForBroker: true,
        StopWhy: "asked for by uid 1000",
        BootedAt: At.AddDays(-1),
        EndedInOrder: true,
        OwnClose: "Auto restart time set to 11:45 PM"
    )
    {
        Keeping = new(
            "3.24",
            KeepingTrial.Lost,
            KeepingTrial.Doubted,
            new(KeepingCommand.Restart, At, IsTrial: true, IsRelaunched: true)
        ),
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly StateFile _file;

    public StateFileTests() => _file = new(Path.Combine(_directory.Path, "main", "state.json"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_that_is_remembered_comes_back()
    {
        Assert.All(
            typeof(SupervisorMemory).GetProperties(),
            member => Assert.NotEqual(member.GetValue(SupervisorMemory.Empty), member.GetValue(Full))
        );

        _file.Write(Full, Cursor);

        var read = Known();
        Assert.Equal((StateDocument.CurrentVersion, Cursor), (read.Version, read.Cursor));
        Assert.Equivalent(Full, read.Memory, strict: true);
    }

    [Fact]
    public void A_memory_of_nothing_comes_back()
    {
        _file.Write(SupervisorMemory.Empty, cursor: null);

        Assert.Null(Known().Cursor);
        Assert.Equivalent(SupervisorMemory.Empty, Known().Memory, strict: true);
    }

    [Fact]
    public void The_next_content_replaces_the_last_and_leaves_nothing_beside_it()
    {
        _file.Write(Full, Cursor);
        _file.Write(Full with { NextIntent = 9 }, Cursor);

        Assert.Equal(9, Known().Memory.NextIntent);
        Assert.Equal([_file.Path], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));
    }

    [Fact]
    public void No_file_is_missing()
    {
        Assert.IsType<StateReading.Missing>(_file.Read());

        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        Assert.IsType<StateReading.Missing>(_file.Read());
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("null", "it is empty")]
    [InlineData("[]", "could not be converted")]
    [InlineData("state = ready", "invalid")]
    [InlineData("{\"version\": 2}", "missing required")]
    [InlineData("{\"version\": 2, \"cursor\": null, \"memory\": null}", "null")]
    [InlineData("{\"version\": 1, \"cursor\": null}", "it has no memory")]
    public void What_is_no_state_is_unusable_and_says_why(string content, string why)
    {
        _directory.Write("main/state.json", content);

        Assert.Contains(why, Assert.IsType<StateReading.Unusable>(_file.Read()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_unusable()
    {
        _file.Write(Full, Cursor);
        var content = File.ReadAllText(_file.Path);
        File.WriteAllText(_file.Path, content[..(content.Length / 2)]);

        Assert.IsType<StateReading.Unusable>(_file.Read());
    }

    [Fact]
    public void A_file_of_a_newer_agent_is_unusable()
    {
        Rewrite(state => state["version"] = StateDocument.CurrentVersion + 1);

        var unusable = Assert.IsType<StateReading.Unusable>(_file.Read());
        Assert.Contains("from a newer ibkr-agent (layout 3, known is 2)", unusable.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void State_of_the_first_layout_keeps_what_was_counted(bool isPrepaid)
    {
        Rewrite(state =>
        {
            var memory = state["memory"]!.AsObject();
            foreach (
                var later in (string[])
                    ["reserved", "hold", "force", "holdings", "restartedForBroker", "bootedAt", "endedInOrder"]
            )
                Assert.True(memory.Remove(later), later);
            memory["prepaid"] = isPrepaid;
            state["version"] = 1;
        });

        var memory = Known().Memory;
        Assert.Equal(isPrepaid, memory.Reserved is not null);
        Assert.Equivalent(
            Full with
            {
                Reserved = memory.Reserved,
                Hold = null,
                Force = null,
                Holdings = null,
                RestartedForBroker = false,
                BootedAt = null,
                EndedInOrder = false,
            },
            memory,
            strict: true
        );
    }

    [Fact]
    public void A_member_that_is_not_known_makes_it_unusable()
    {
        Rewrite(state => state["memory"]!["vacation"] = "until tomorrow");

        Assert.Contains("vacation", Assert.IsType<StateReading.Unusable>(_file.Read()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_that_is_not_there_makes_it_unusable()
    {
        Rewrite(state => state["memory"]!["ledger"]!.AsObject().Remove("failedInRow"));

        Assert.Contains(
            "failedInRow",
            Assert.IsType<StateReading.Unusable>(_file.Read()).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_directory_in_its_place_is_unusable()
    {
        Directory.CreateDirectory(_file.Path);

        Assert.IsType<StateReading.Unusable>(_file.Read());
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        _directory.Write("main", "a file where the directory should be");

        Assert.ThrowsAny<IOException>(() => _file.Write(Full, Cursor));
    }

    [Fact]
    public void What_is_set_aside_keeps_its_content_and_makes_room()
    {
        _directory.Write("main/state.json", "state = ready");

        var aside = _file.SetAside(Some.Instant);

        Assert.Equal($"{_file.Path}.unusable-20261120T090000Z", aside);
        Assert.Equal("state = ready", File.ReadAllText(aside));
        Assert.IsType<StateReading.Missing>(_file.Read());
    }

    private StateDocument Known() => Assert.IsType<StateReading.Known>(_file.Read()).Document;

    private void Rewrite(Action<JsonNode> change)
    {
        _file.Write(Full, Cursor);
        var state = JsonNode.Parse(File.ReadAllText(_file.Path))!;
        change(state);
        File.WriteAllText(_file.Path, state.ToJsonString());
    }
}
