using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class MemoryStatTextTests
{
    [Fact]
    public void What_the_kernel_can_drop_is_left_out()
    {
        const string text = """
            anon 1000
            file 5000
            kernel 777
            kernel_stack 20
            pagetables 30
            percpu 4
            sock 5
            shmem 600
            file_mapped 4000
            anon_thp 800
            inactive_anon 900
            slab_reclaimable 300
            slab_unreclaimable 7
            slab 307

            """;

        Assert.Equal(1000 + 20 + 30 + 4 + 5 + 600 + 7, MemoryStatText.BytesKept(text));
    }

    [Fact]
    public void The_older_kernels_account_is_understood_with_the_groups_below() =>
        Assert.Equal(
            70,
            MemoryStatText.BytesKept("cache 9\nrss 5\nshmem 1\ntotal_cache 90\ntotal_rss 50\ntotal_shmem 20\n")
        );

    [Theory]
    [InlineData("")]
    [InlineData("file 5000\nshmem 600\n")]
    [InlineData("anon\nanon many\nanon -1\n")]
    public void What_is_no_account_gives_nothing(string text) => Assert.Null(MemoryStatText.BytesKept(text));
}
