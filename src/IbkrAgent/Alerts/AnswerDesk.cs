using IbkrAgent.Daemon;
using IbkrAgent.Health;

namespace IbkrAgent.Alerts;

/// <summary>Knows the answers to questions; it can do nothing else.</summary>
/// <param name="version">of the agent.</param>
internal sealed class AnswerDesk(
    Func<IReadOnlyList<GatewayReport>> reports,
    StatusBoard status,
    HostReader host,
    string version,
    TimeProvider time
)
{
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <returns>1 to 4096 characters.</returns>
    public async Task<string> AnswerAsync(TelegramQuestion question, CancellationToken cancellationToken) =>
        question == TelegramQuestion.Status
            ? TelegramAnswers.Status(reports(), time.GetUtcNow())
            : TelegramAnswers.Server(
                new(version, _since, status.Complaint),
                reports(),
                await host.ReadAsync(cancellationToken),
                time.GetUtcNow()
            );
}
