using System.Threading.Channels;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Support;

/// <summary>The statuses a monitor reported, in order.</summary>
internal sealed class StatusLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ApiStatus> _statuses = Channel.CreateUnbounded<ApiStatus>();

    public int Count => _statuses.Reader.Count;

    public void Add(ApiStatus status) => Assert.True(_statuses.Writer.TryWrite(status));

    /// <summary>The next status, which has to be of this kind.</summary>
    public async Task<TStatus> NextAsync<TStatus>()
        where TStatus : ApiStatus
    {
        var next = _statuses.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        return Assert.IsType<TStatus>(await next.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }
}
