using System.Text.RegularExpressions;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

public sealed class RuleBookTests
{
    public static TheoryData<string> Ids => [.. RuleBook.All.Select(rule => rule.Id)];

    [Fact]
    public void A_sound_host_keeps_every_rule()
    {
        var complaints = RuleBook.Judge(SoundHost.Facts).SelectMany(result => result.Complaints);

        Assert.Empty(complaints);
    }

    [Fact]
    public void No_two_rules_have_a_name()
    {
        Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(RuleBook.All, rule => Assert.Matches("^[a-z]+(-[a-z]+)*$", rule.Id));
        Assert.All(RuleBook.All, rule => Assert.InRange(rule.Demand.Length, 20, 90));
        Assert.InRange(RuleBook.All.Count, 30, 100);
    }

    [Fact]
    public void Every_rule_of_the_program_is_in_the_book()
    {
        var written = typeof(RuleBook)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Rule)));

        Assert.Equal(
            written.Select(type => type.Name).Order(StringComparer.Ordinal),
            RuleBook.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_can_be_broken(string id) => Assert.Contains(RuleBreaks.All, one => one.Rule == id);

    [Theory]
    [MemberData(nameof(RuleBreaks.Names), MemberType = typeof(RuleBreaks))]
    public void What_breaks_a_rule_is_named_with_its_remedy(string name)
    {
        var broken = RuleBreaks.All.Single(one => one.Name == name);

        var result = RuleBook.Judge(broken.Break(SoundHost.Facts)).Single(found => found.Rule.Id == broken.Rule);

        Assert.Equal(broken.Grade, result.Grade);
        Assert.Contains(
            result.Complaints,
            complaint => complaint.What.Contains(broken.Says, StringComparison.Ordinal) && complaint.Remedy.Length > 0
        );
        Assert.All(result.Complaints, complaint => Assert.Matches(new Regex("^[^\n]{10,180}$"), complaint.What));
    }

    [Fact]
    public void What_is_not_known_is_a_warning_and_says_why()
    {
        var blind = SoundHost.Facts.WithGateway(gateway =>
            gateway with
            {
                Controller = new Fact<ControllerIni>.Unknown("Access to the path is denied."),
            }
        );

        var complaint = Assert.Single(
            RuleBook.Judge(blind).Single(result => result.Rule.Id == "command-port").Complaints
        );

        Assert.Equal(Grade.Warn, complaint.Grade);
        Assert.Equal("not known: Access to the path is denied.", complaint.What);
    }

    [Fact]
    public void Each_gateway_is_judged_on_its_own()
    {
        var second = SoundHost.Facts.WithController("CommandServerPort=0").Gateways[0];
        var host = SoundHost.Facts with { Gateways = [SoundHost.Facts.Gateways[0], second] };

        Assert.Equal(
            [Grade.Pass, Grade.Fail],
            RuleBook.Judge(host).Where(result => result.Rule.Id == "command-port").Select(result => result.Grade)
        );
    }
}
