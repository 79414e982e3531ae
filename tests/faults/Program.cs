using System.Globalization;
using IbkrAgent.Faults;

// The last line is "faults: N injected, ..." or "soak: N rounds, N wrong". Needs root: containers are booted.
const string Usage = """
    usage: IbkrAgent.Faults run [NAME...]          each fault once, or the named ones
           IbkrAgent.Faults soak ROUNDS [SEED]     faults drawn by lot
           IbkrAgent.Faults table                  the faults as they stand in docs/faults.md
    """;
const int AtATime = 5;

return args switch
{
    ["run", .. var names] when Chosen(names) is { Count: > 0 } chosen => await PlayAllAsync(chosen),
    ["soak", var rounds] when TryRead(rounds, out var count) => await SoakAsync(count, Environment.TickCount & 0xFFFF),
    ["soak", var rounds, var text] when TryRead(rounds, out var count) && TryRead(text, out var seed) =>
        await SoakAsync(count, seed),
    ["table"] => Print(FaultTable.Markdown, 0),
    _ => Print(Usage, 64),
};

static async Task<int> PlayAllAsync(IReadOnlyList<Fault> faults)
{
    var results = await PlayAsync(Round.Once(faults));
    return Print(
        FaultReport.Lost(results) + FaultReport.Sum(results),
        results.All(result => result.Loss is null) ? 0 : 1
    );
}

static async Task<int> SoakAsync(int count, int seed)
{
    Print(FormattableString.Invariant($"soak: {count} rounds; again: make soak ROUNDS={count} SEED={seed}"), 0);
    var results = await PlayAsync(Round.Draw(FaultCatalog.All, count, seed));
    var wrong = results.Count(result => result.Loss is not null);
    return Print(
        FaultReport.Lost(results) + FormattableString.Invariant($"soak: {results.Count} rounds, {wrong} wrong"),
        wrong == 0 ? 0 : 1
    );
}

static async Task<IReadOnlyList<FaultResult>> PlayAsync(IReadOnlyList<Round> rounds)
{
    Print(FaultReport.Head, 0);
    var run = new FaultRun(AtATime, TimeProvider.System, result => Print(FaultReport.Line(result), 0));
    return await run.RunAsync(rounds, CancellationToken.None);
}

static IReadOnlyList<Fault> Chosen(string[] names) =>
    names.Length == 0 ? FaultCatalog.All
    : names.All(name => FaultCatalog.All.Any(fault => fault.Name == name))
        ? [.. FaultCatalog.All.Where(fault => names.Contains(fault.Name))]
    : [];

static bool TryRead(string text, out int number) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

static int Print(string text, int status)
{
    Console.WriteLine(text);
    return status;
}
