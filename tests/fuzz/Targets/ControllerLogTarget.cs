using System.Text;
using FsCheck;
using IbkrAgent.Controllers;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>Lines of the controller's log, of which a dialog's title is somebody else's text.</summary>
internal sealed class ControllerLogTarget() : FuzzTarget("controller-log")
{
    private const int LongestDetail = 1000;

    private readonly IbcController _controller = new();

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "2026-11-20 16:30:00:123 IBC: ",
            "\n",
            "Login attempt: ",
            "Login has completed",
            "Login failed",
            "Second Factor Authentication initiated",
            "detected dialog entitled: ",
            "detected frame entitled: ",
            "; event=Opened",
            "; event=Closed",
            "Unrecognized Username or Password",
            "Existing session detected",
            "(scenario 3)",
            "Exiting with exit code=",
            "CommandServer received command: ",
            "IBC returned exit status ",
            "Click button: ",
            "STOP",
            " "
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        var text = dice.Chance(50) ? Encoding.UTF8.GetString(input) : Encoding.Latin1.GetString(input);
        var isKnown = false;
        foreach (var line in text.Split('\n'))
        {
            var meaning = _controller.ReadLog(line);
            isKnown |= meaning is not null;
            Require(meaning is not { Detail.Length: > LongestDetail }, "a detail is as long as the line");
        }

        return isKnown;
    }
}
