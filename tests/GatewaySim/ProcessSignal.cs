using System.Diagnostics;
using System.Globalization;

namespace IbkrAgent.GatewaySim;

/// <summary>Signals to a process, by the shell's <c>kill</c>.</summary>
internal static class ProcessSignal
{
    private const string ParentKey = "PPid:";

    public static int ParentId =>
        int.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(ParentKey, StringComparison.Ordinal))[
                ParentKey.Length..
            ],
            CultureInfo.InvariantCulture
        );

    public static void Send(string signal, int processId)
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId}"]);
        shell.WaitForExit();
    }
}
