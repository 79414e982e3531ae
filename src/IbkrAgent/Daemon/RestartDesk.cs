using IbkrAgent.Control;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>The way of one gateway's restarts to the rest of the agent.</summary>
internal sealed class RestartDesk(GatewayRuntime gateway, ApiBoard board) : IRestartDesk
{
    private const string Who = "the agent";

    /// <summary>A Gateway that takes longer is judged by what was read last.</summary>
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(10);

    public GatewayReport Report => gateway.Report;

    public CheckReport Check() => gateway.CheckRestart();

    public async Task<CheckReport> CheckAfreshAsync(CancellationToken cancellationToken)
    {
        if (board.Session is not null)
            await board.Wish.WaitAsync(ReadingPatience, cancellationToken);
        return Check();
    }

    public Task<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancellationToken) =>
        gateway.AskAsync(Who, wish, cancellationToken);
}
