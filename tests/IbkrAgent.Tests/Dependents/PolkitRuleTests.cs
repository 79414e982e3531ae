using IbkrAgent.Dependents;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Dependents;

public sealed class PolkitRuleTests
{
    [Fact]
    public void The_rule_names_the_services_and_the_verbs_and_leaves_the_rest_to_the_shipped_rule()
    {
        var rule = PolkitRule.For(["bot.service", "api.service"]);

        Golden.Check(rule, "dependents-rule");
        Assert.DoesNotContain("\"start\"", rule, StringComparison.Ordinal);
        Assert.DoesNotContain("Result.NO;", rule, StringComparison.Ordinal);
    }
}
