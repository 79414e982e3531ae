using System.Reflection;
using Xunit.v3;

[assembly: IbkrAgent.SystemTests.NoSecretInJournals]

namespace IbkrAgent.SystemTests;

/// <summary>
/// After each test: no journal of a container that went had a secret of the tests in it. A failure of the test itself is
/// told beside it.
/// </summary>
/// <remarks>Tests run side by side: the container that is named need not be of the test that fails.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class NoSecretInJournalsAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => JournalLeaks.ThrowIfAny();
}
