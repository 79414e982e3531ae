namespace IbkrAgent.Verification.Rules;

/// <summary>It kills its own shell and every other Gateway, and leaves the broker's session standing.</summary>
public sealed class KillByNameRule() : HostRule("kill-by-name", "Nothing kills processes by a pattern (pkill -f)")
{
    private static readonly string[] Words = ["pkill", "killall"];

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        [
            .. host.AllUnits().SelectMany(fact => fact.Judge(unit => Judge(unit.Name, unit.Text))),
            .. host.StrayFiles.Judge(files => files.SelectMany(file => Judge(file.Path, file.Text))),
        ];

    private static IEnumerable<Complaint> Judge(string where, string text) =>
        Array.Find(Words, word => IsCalled(text, word)) is { } found
            ? [Complaint.Fail($"{where} calls {found}", "stop the unit instead: sudo systemctl stop ibkr-gateway")]
            : [];

    private static bool IsCalled(string text, string word) =>
        text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#'))
            .Any(line => line.Contains($"{word} ", StringComparison.Ordinal));
}
