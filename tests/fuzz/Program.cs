using System.Globalization;
using System.Security.Cryptography;
using IbkrAgent.Fuzz;

// IbkrAgent.Fuzz INPUTS [SEED]: the last line is "fuzz: N inputs, N findings".
var hang = TimeSpan.FromMinutes(1);
if (
    args is not [var inputsText, .. var rest]
    || !long.TryParse(inputsText, NumberStyles.None, CultureInfo.InvariantCulture, out var inputs)
    || !TryReadSeed(rest, out var seed)
)
{
    Console.Error.WriteLine("usage: IbkrAgent.Fuzz INPUTS [SEED]");
    return 64;
}

var targets = FuzzTargets.All();
var run = new FuzzRun(targets, seed, inputs);
Say($"seed {seed}, {inputs} inputs for {targets.Count} readers");
using var watch = new Timer(_ => EndWhenHung(), null, hang, TimeSpan.FromSeconds(5));
var report = run.Run(Environment.ProcessorCount, TimeProvider.System);
foreach (var finding in report.Findings)
    Console.WriteLine(finding.Describe());
foreach (var target in report.Targets)
    Say($"{target.Target}: {target.Inputs} inputs, {target.Accepted} taken for real");
Say($"{report.Inputs} inputs, {report.Findings.Count} findings");
return report.Findings.Count == 0 ? 0 : 1;

void EndWhenHung()
{
    if (run.OverdueSeed(hang, TimeProvider.System) is not { } one)
        return;

    Say($"finding: an input is being read for longer than {hang}; again: make fuzz FUZZ_SEED={one} FUZZ_INPUTS=1");
    Say($"the run was given up, 1 findings");
    Environment.Exit(1);
}

static void Say(FormattableString text) => Console.WriteLine("fuzz: " + FormattableString.Invariant(text));

static bool TryReadSeed(string[] rest, out ulong seed)
{
    seed = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
    return rest is []
        || rest is [var text] && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
