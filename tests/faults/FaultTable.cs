using System.Globalization;
using System.Text;

namespace IbkrAgent.Faults;

/// <summary>The faults as the tables of docs/faults.md; a test compares.</summary>
internal static class FaultTable
{
    public static string Markdown
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (theme, faults) in FaultCatalog.Themes)
            {
                text.Append(CultureInfo.InvariantCulture, $"### {theme}\n\n");
                text.Append(
                    "| Fault | What is injected | Outcome | The agent must | It must not | Logins |\n|---|---|---|---|---|---|\n"
                );
                foreach (var fault in faults)
                    text.Append(CultureInfo.InvariantCulture, $"{Row(fault)}\n");
                text.Append('\n');
            }

            return text.ToString().TrimEnd('\n') + "\n";
        }
    }

    private static string Row(Fault fault) =>
        $"| `{fault.Name}` | {fault.Injected} | {FaultReport.Name(fault.Outcome)} | {fault.Must} | {fault.MustNot} | {fault.Logins} |";
}
