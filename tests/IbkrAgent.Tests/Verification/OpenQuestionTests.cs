using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

public sealed class OpenQuestionTests
{
    [Fact]
    public void Every_entry_of_the_page_is_a_question_with_its_drill()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/unknowns.md"));

        var questions = OpenQuestion.ReadAll(page);

        Assert.Equal(page.Split("\n### U-").Length - 1, questions.Count);
        Assert.Equal(
            Enumerable.Range(1, questions.Count).Select(number => $"U-{number}"),
            questions.Select(question => question.Id)
        );
        Assert.All(questions, question => Assert.InRange(question.Drill.Length, 10, 1500));
        Assert.All(
            questions,
            question => Assert.DoesNotContain("- Shown by", question.Drill, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_drill_ends_with_its_paragraph()
    {
        const string Page =
            "# Page\n\n### U-1 Whether\n\n- Assumed: no\n- Drill: cut it,\n  and look.\n\nOther text\n  indented\n";

        Assert.Equal([new("U-1", "Whether", "cut it, and look.")], OpenQuestion.ReadAll(Page));
    }
}
