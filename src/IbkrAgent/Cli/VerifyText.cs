using System.Globalization;
using System.Text;
using IbkrAgent.Verification;

namespace IbkrAgent.Cli;

/// <summary>What <c>ibkr-agent verify</c> prints: what is well first, so that the rest is what one sees.</summary>
internal static class VerifyText
{
    public static string Of(VerifyDocument document, Paint paint = default)
    {
        var text = new StringBuilder();
        var several = document.Rules.Select(rule => rule.Gateway).OfType<string>().Distinct().Skip(1).Any();
        foreach (var rule in document.Rules.OrderBy(rule => rule.Grade))
            Append(text, rule, several, paint);

        var counts = document.Rules.CountBy(rule => rule.Grade).ToDictionary();
        return text.Append(
                CultureInfo.InvariantCulture,
                $"{CountOf(Grade.Pass)} passed, {CountOf(Grade.Warn)} warned, {CountOf(Grade.Fail)} failed\n"
            )
            .ToString();

        int CountOf(Grade grade) => counts.GetValueOrDefault(grade);
    }

    /// <summary>All rules, a line each.</summary>
    public static string List()
    {
        var width = RuleBook.All.Max(rule => rule.Id.Length);
        return string.Concat(RuleBook.All.Select(rule => $"{rule.Id.PadRight(width)}  {rule.Demand}\n"));
    }

    private static void Append(StringBuilder text, VerifiedRule rule, bool several, Paint paint)
    {
        var name = several && rule.Gateway is not null ? $"{rule.Gateway} {rule.Id}" : rule.Id;
        text.Append(CultureInfo.InvariantCulture, $"{WordOf(rule.Grade, paint)} {name}: {rule.Demand}\n");
        foreach (var complaint in rule.Complaints)
            text.Append(CultureInfo.InvariantCulture, $"     {complaint.What}\n       -> {complaint.Remedy}\n");
    }

    private static string WordOf(Grade grade, Paint paint) =>
        grade switch
        {
            Grade.Pass => paint.Green("PASS"),
            Grade.Warn => paint.Yellow("WARN"),
            _ => paint.Red("FAIL"),
        };
}
