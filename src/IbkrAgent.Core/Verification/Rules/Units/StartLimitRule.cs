namespace IbkrAgent.Verification.Rules;

/// <summary>In [Service] systemd reports the key in the journal, and goes on without it (systemd.unit(5)).</summary>
public sealed class StartLimitRule() : HostRule("start-limit", "StartLimit keys stand in [Unit], where they count")
{
    private const string Key = "StartLimit";

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        [
            .. host.AllUnits().SelectMany(fact => fact.Judge(unit => Judge(unit.Name, unit.Text))),
            .. host.StrayFiles.Judge(files =>
                files
                    .Where(file => file.Kind is StrayKind.Unit or StrayKind.Override)
                    .SelectMany(file => Judge(file.Path, file.Text))
            ),
        ];

    private static IEnumerable<Complaint> Judge(string unit, string text)
    {
        var section = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
                section = line;
            else if (section == "[Service]" && line.StartsWith(Key, StringComparison.Ordinal))
                yield return Complaint.Fail(
                    $"{unit} has {line.Split('=')[0].Trim()} in [Service], where systemd ignores it",
                    "move the line to [Unit]"
                );
        }
    }
}
