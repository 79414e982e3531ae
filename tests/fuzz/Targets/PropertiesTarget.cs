using System.Text;
using FsCheck;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>The controller's settings, which the operator writes, and what the agent makes of them for a run.</summary>
internal sealed class PropertiesTarget() : FuzzTarget("properties")
{
    private static readonly GatewayCredentials Credentials = new(new("someone"), new(@" p\ä:=#!ss "), []);

    private readonly IbcController _controller = new();

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "IbLoginId",
            "IbPassword",
            "TradingMode",
            "CommandServerPort",
            "=",
            ":",
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\\",
            "\\\n",
            "\\u00e9",
            "\\u12",
            "#",
            "!",
            "live"
        );

    /// <remarks>Whatever the operator's lines are, the login and the mode are those of the agent.</remarks>
    public override bool Feed(byte[] input, Dice dice)
    {
        var text = Encoding.Latin1.GetString(input);
        try
        {
            _ = _controller.FindCommandPort(text);
            var rendered = PropertiesText.Read(
                _controller.RenderSettings(text, Credentials, TradingMode.Live, new(22, 30), readOnlyApi: true)
            );
            RequireValue(rendered, "IbLoginId", Credentials.UserName.Reveal());
            RequireValue(rendered, "IbPassword", Credentials.Password.Reveal());
            RequireValue(rendered, "TradingMode", "live");
            RequireValue(rendered, "ReadOnlyApi", "yes");
            return PropertiesText.Read(text).Any(line => line.Key is not null);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void RequireValue(IReadOnlyList<PropertiesLine> lines, string key, string value) =>
        Require(
            lines.Count(line => line.Key == key) == 1 && PropertiesText.Find(lines, key) == value,
            $"{key} is another"
        );
}
