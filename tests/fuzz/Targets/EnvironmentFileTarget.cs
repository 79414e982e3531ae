using System.Text;
using FsCheck;
using IbkrAgent.Gateway;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>Environment files as systemd reads them: credentials and webhooks.</summary>
internal sealed class EnvironmentFileTarget() : FuzzTarget("environment-file")
{
    private const string Secret = "hunter2";

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "IBKR_USERNAME",
            "IBKR_PASSWORD",
            "DISCORD_WEBHOOK_URL",
            "=",
            Secret,
            "\"",
            "'",
            "\\",
            "\\\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "#",
            ";",
            "$",
            "`",
            "\uFEFF"
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        var text = dice.Chance(50) ? Encoding.UTF8.GetString(input) : Encoding.Latin1.GetString(input);
        var isRead = GatewayCredentials.TryRead(text, out var credentials, out var problem);
        Require(isRead == (credentials is not null) && isRead == (problem is null), "neither read nor refused");
        Require(problem?.Contains(Secret, StringComparison.Ordinal) != true, "the problem repeats a value");
        try
        {
            foreach (var value in EnvironmentFileText.Read(text).Values)
                RequireReadsBack(value);
        }
        catch (FormatException)
        {
            Require(!isRead, "one reader takes it, the other does not");
        }

        return isRead;
    }

    private static void RequireReadsBack(string value)
    {
        if (value.Any(char.IsControl))
            return;

        var read = EnvironmentFileText.Read(EnvironmentFileText.Write("KEY", value));
        Require(read.Count == 1 && read.GetValueOrDefault("KEY") == value, "a value reads back as another");
    }
}
