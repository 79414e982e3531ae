using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class JavaOptionsTextTests
{
    [Theory]
    [InlineData("-Xmx768m\n-XX:+UseG1GC", 768)]
    [InlineData("# -Xmx1g\n-Xmx2G\r\n", 2048)]
    [InlineData("-Xmx768m\n-Xmx1024m", 1024)]
    [InlineData("-Xmx2097152k", 2048)]
    [InlineData("-Xms768m", null)]
    [InlineData("-Xmx", null)]
    [InlineData("-Xmx99999999999g", null)]
    [InlineData("", null)]
    public void The_last_word_on_the_heap_counts(string text, int? expected) =>
        Assert.Equal(expected, JavaOptionsText.FindHeap(text));
}
