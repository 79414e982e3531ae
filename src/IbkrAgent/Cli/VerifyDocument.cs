using System.Text.Json.Serialization;
using IbkrAgent.Control;
using IbkrAgent.Verification;

namespace IbkrAgent.Cli;

/// <summary>What <c>ibkr-agent verify --json</c> prints.</summary>
/// <param name="Schema">grows when a member changes its meaning or goes away, not when one is added.</param>
internal sealed record VerifyDocument(int Schema, DateTimeOffset At, Grade Grade, IReadOnlyList<VerifiedRule> Rules)
{
    private const int CurrentSchema = 1;

    public static VerifyDocument Of(IReadOnlyList<RuleResult> results, DateTimeOffset at) =>
        new(
            CurrentSchema,
            at,
            results.Select(result => result.Grade).DefaultIfEmpty(Grade.Pass).Max(),
            [
                .. results.Select(result => new VerifiedRule(
                    result.Rule.Id,
                    result.Gateway?.ToString(),
                    result.Grade,
                    result.Rule.Demand,
                    [.. result.Complaints.Distinct()]
                )),
            ]
        );
}

/// <param name="Gateway">null: it is the host's.</param>
internal sealed record VerifiedRule(
    string Id,
    string? Gateway,
    Grade Grade,
    string Demand,
    IReadOnlyList<Complaint> Complaints
);

[JsonSourceGenerationOptions(
    Converters = [typeof(UtcInstantConverter)],
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(VerifyDocument))]
internal sealed partial class VerifyJson : JsonSerializerContext;
