namespace IbkrAgent.Verification.Rules;

/// <summary>What stands in a unit everybody can read; what stands on a command line, too.</summary>
public sealed class UnitSecretsRule()
    : HostRule("unit-secrets", "No user name or password is in a unit, a script or on a command line")
{
    private static readonly string[] Marks =
    [
        "--user=",
        "--pw=",
        "--fix-user=",
        "--fix-pw=",
        "TWSUSERID=",
        "TWSPASSWORD=",
        "TWS_USERID=",
        "TWS_PASSWORD=",
        "IBKR_USERNAME=",
        "IBKR_PASSWORD=",
        "IbLoginId=",
        "IbPassword=",
    ];

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        [
            .. host.AllUnits().SelectMany(fact => fact.Judge(unit => Judge(unit.Name, Words(unit.Text)))),
            .. host.StrayFiles.Judge(files => files.SelectMany(file => Judge(file.Path, Words(file.Text)))),
            .. host.Processes.Judge(all =>
                all.SelectMany(process => Judge($"the command line of process {process.Id}", process.Arguments))
            ),
        ];

    private static IEnumerable<Complaint> Judge(string where, IEnumerable<string> words) =>
        words
            .Select(word => Array.Find(Marks, mark => IsSet(word, mark)))
            .OfType<string>()
            .Distinct()
            .Select(mark =>
                Complaint.Fail(
                    $"{where} has {mark.TrimEnd('=')} with a value",
                    "take it out, put it into credentials.env, and change the password if others could read it"
                )
            );

    /// <summary>An empty value, or that of a variable, is no secret.</summary>
    private static bool IsSet(string word, string mark) =>
        word.StartsWith(mark, StringComparison.Ordinal)
        && word[mark.Length..].Trim('"', '\'') is { Length: > 0 } value
        && value[0] != '$';

    private static IEnumerable<string> Words(string text) =>
        text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#'))
            .SelectMany(line => line.Split([' ', '\t', '"', '\'', ';'], StringSplitOptions.RemoveEmptyEntries))
            .Select(word =>
                word.StartsWith("Environment=", StringComparison.Ordinal) ? word["Environment=".Length..] : word
            );
}
