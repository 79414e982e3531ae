using System.Collections.Concurrent;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>Requests that wait for the supervisor's answer.</summary>
internal sealed class OperatorRequests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<OperatorAnswer>> _waiting = [];
    private long _last;

    /// <summary>Asks by publishing the event made for the request's number, and waits for the answer.</summary>
    public async Task<OperatorAnswer> AskAsync(
        Action<long> publish,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var request = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<OperatorAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request] = answer;
        try
        {
            publish(request);
            return await answer.Task.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new((int)ExitCode.TryAgain, "the supervisor did not answer in time; see journalctl -u ibkr-agent");
        }
        finally
        {
            _waiting.TryRemove(request, out _);
        }
    }

    public void Answer(long request, OperatorReply reply, string message)
    {
        if (_waiting.TryGetValue(request, out var waiting))
            waiting.TrySetResult(new((int)StatusOf(reply), message));
    }

    private static ExitCode StatusOf(OperatorReply reply) =>
        reply switch
        {
            OperatorReply.Accepted => ExitCode.Ok,
            OperatorReply.Busy => ExitCode.TryAgain,
            _ => ExitCode.NotPermitted,
        };
}
