using System.Threading.Channels;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;

namespace IbkrAgent.Tests.Support;

/// <summary>What a monitor published, in order: statuses and conditions, each kind for itself.</summary>
internal sealed class StatusLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ApiStatus> _statuses = Channel.CreateUnbounded<ApiStatus>();
    private readonly Channel<SupervisorEvent.ConditionsObserved> _conditions =
        Channel.CreateUnbounded<SupervisorEvent.ConditionsObserved>();

    public int Count => _statuses.Reader.Count;

    public void Add(SupervisorEvent @event)
    {
        switch (@event)
        {
            case SupervisorEvent.ApiObserved seen:
                Assert.True(_statuses.Writer.TryWrite(seen.Api));
                break;
            case SupervisorEvent.AccountsRead:
                break; // shown by the board
            default:
                Assert.True(_conditions.Writer.TryWrite(Assert.IsType<SupervisorEvent.ConditionsObserved>(@event)));
                break;
        }
    }

    /// <summary>The next status, which has to be of this kind.</summary>
    public async Task<TStatus> NextAsync<TStatus>()
        where TStatus : ApiStatus => Assert.IsType<TStatus>(await NextOfAsync(_statuses));

    /// <summary>The next conditions, which have to be of this source.</summary>
    public async Task<Condition[]> NextAsync(ConditionSource source)
    {
        var next = await NextOfAsync(_conditions);
        Assert.Equal(source, next.Source);
        return [.. next.Conditions];
    }

    private static async Task<T> NextOfAsync<T>(Channel<T> channel)
    {
        var next = channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        return await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
