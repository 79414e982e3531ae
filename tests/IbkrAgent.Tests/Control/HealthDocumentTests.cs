using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Control;

public sealed class HealthDocumentTests
{
    private static readonly DirectFinding Silent = new(Verdict.ApiSilent, "no answer to \"hello\"", "try again");

    /// <summary>What scripts and dashboards read. A change that is not an addition is a new schema.</summary>
    [Fact]
    public void The_document_looks_like_this()
    {
        var daemon = HealthDocument.Of(Some.Report(Verdict.Ready), new());
        var direct = HealthDocument.Of(InstanceName.Main, Silent, new(), "nobody listens", Some.Instant);
        Golden.Check($"{Json(daemon)}\n{Json(direct)}\n", "health-document");
    }

    [Fact]
    public void It_is_one_line_whatever_the_gateway_says()
    {
        var finding = new DirectFinding(Verdict.UpstreamLost, "1100 lost\r\n\u001b[31mforged", "wait\nnow");
        var document = HealthDocument.Of(InstanceName.Main, finding, new(), "odd\tnote", Some.Instant);
        Assert.Equal(
            "main: UpstreamLost: 1100 lost   [31mforged; wait now (seen without the daemon: odd note)",
            document.Line
        );
        Assert.DoesNotContain('\n', Json(document));
    }

    private static string Json(HealthDocument document) =>
        JsonSerializer.Serialize(document, ControlJson.Default.HealthDocument);
}
