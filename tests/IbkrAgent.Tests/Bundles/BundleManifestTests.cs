using IbkrAgent.Bundles;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Bundles;

public sealed class BundleManifestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_tells_what_is_there_what_is_not_and_what_was_masked()
    {
        var manifest = new BundleManifest(
            "ibkr-agent 0.1.0",
            Noon,
            Noon.AddDays(-1),
            Noon,
            [new("units/ibkr-agent.service/journal.txt", 1_234_567, 12), new("settings/agent.ini", 20, 0)],
            [new("status.json", "the daemon did not answer: there is no /run/ibkr-agent/control.sock")],
            new Dictionary<RedactionKind, int> { [RedactionKind.KnownSecret] = 9, [RedactionKind.Account] = 3 },
            SettingsMasked: 2,
            KnownSecrets: 4,
            TooShort: 1
        );

        Assert.Equal(14, manifest.Places);
        Golden.Check(manifest.Render(), "manifest");
    }
}
