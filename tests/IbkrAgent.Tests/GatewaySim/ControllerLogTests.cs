using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ControllerLogTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly ControllerLog _log;

    public ControllerLogTests() =>
        _log = new(_output, new StandingClock(new(2026, 11, 20, 3, 4, 5, 67, TimeSpan.Zero)));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_line_carries_local_time_with_a_colon_before_the_milliseconds()
    {
        _log.Write("Login has completed");

        Assert.Equal("2026-11-19 22:04:05:067 IBC: Login has completed\n", _output.ToString());
    }

    [Fact]
    public void A_window_is_named_with_what_happened_to_it()
    {
        _log.Window("frame", "Starting application...", "Closed");

        Assert.EndsWith(
            "IBC: detected frame entitled: Starting application...; event=Closed\n",
            _output.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_fatal_error_is_framed_and_leaves_its_code_modulo_256()
    {
        var status = _log.WriteFatal(ControllerExitCode.InvalidTradingMode, "no such mode");

        var frame = new string('!', 79);
        Assert.Equal(80, status);
        Assert.Equal(
            $"{frame}\n2026-11-19 22:04:05:067 IBC: no such mode\n{frame}\n"
                + "2026-11-19 22:04:05:067 IBC: Exiting after error with exit code=1104\n",
            _output.ToString()
        );
    }

    [Theory]
    [InlineData("3.16.3", true, "Exiting with exit code=1104", "Detected frame entitled: X; event=Opened")]
    [InlineData("3.21.2", true, "Exiting with exit code=1104", "detected frame entitled: X; event=Opened")]
    [InlineData("3.22.0", false, "Exiting with exit code=1104", "detected frame entitled: X; event=Opened")]
    [InlineData("3.23.0", false, "Exiting with exit code=1104", "detected frame entitled: X; event=Opened")]
    [InlineData("3.24.0", true, "Exiting after error with exit code=1104", "detected frame entitled: X; event=Opened")]
    public void Older_versions_say_it_otherwise(string version, bool saysWhy, string end, string window)
    {
        var log = new ControllerLog(_output, TimeProvider.System, new(version));

        log.WriteFatal(ControllerExitCode.InvalidTradingMode, "No such mode");
        log.Window("frame", "X");

        var said = _output.ToString();
        Assert.Equal(saysWhy, said.Contains(" IBC: No such mode\n", StringComparison.Ordinal));
        Assert.Contains($" IBC: {end}\n", said, StringComparison.Ordinal);
        Assert.EndsWith($" IBC: {window}\n", said, StringComparison.Ordinal);
    }
}
