using System.Globalization;

namespace IbkrAgent.Faults;

/// <summary>One fault on a host of its own, from its boot to what came of it.</summary>
internal sealed class FaultPlay(Fault fault, Container host, TimeProvider clock)
{
    private static readonly TimeSpan LookPatience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RunningAgent _agent = new(host);

    /// <param name="moment">how long the ready Gateway is left in peace before: another place in the agent's
    /// rounds.</param>
    /// <returns>null when all came as it has to.</returns>
    public async Task<Loss?> RunAsync(TimeSpan moment)
    {
        try
        {
            var problems = await PlayAsync(moment);
            return problems.Count == 0
                ? null
                : await LossAsync(string.Join("; ", problems.Select(problem => problem.Text)), "");
        }
        catch (Exception exception) when (exception is EvidenceException or TimeoutException or IOException)
        {
            return await LossAsync(exception.Message.Split('\n')[0], exception.Message);
        }
    }

    private async Task<IReadOnlyList<Problem>> PlayAsync(TimeSpan moment)
    {
        _agent.Set([.. fault.Settings]);
        await _agent.PrepareStandInAsync([.. fault.StandIn]);
        if (!fault.AtTheStart)
            await _agent.StartAndBecomeReadyAsync();

        var before = await LookAsync(clock.GetUtcNow());
        await Task.Delay(moment, clock, host.Token);
        var injectedAt = clock.GetUtcNow();
        if (fault.AtTheStart)
            await _agent.StartAsync();
        await fault.PlayAsync(_agent);
        return await ConcludeAsync(before, injectedAt, playedAt: clock.GetUtcNow());
    }

    /// <summary>Until nothing is wrong any more, or something is for good.</summary>
    private async Task<IReadOnlyList<Problem>> ConcludeAsync(
        Sight before,
        DateTimeOffset injectedAt,
        DateTimeOffset playedAt
    )
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var isLate = clock.GetElapsedTime(began) > TimeSpan.FromMinutes(fault.Patience);
            if (isLate || await IsWorthALookAsync(playedAt))
            {
                var problems = Judgement.Of(fault, before, await LookAsync(injectedAt), injectedAt, playedAt);
                if (isLate || problems.Count == 0 || problems.Any(problem => problem.IsForGood))
                    return problems;
            }

            await Task.Delay(Interval, clock, host.Token);
        }
    }

    /// <summary>
    /// A whole look costs several processes: not before the verdict has come and stood, or a login was too many.
    /// </summary>
    private async Task<bool> IsWorthALookAsync(DateTimeOffset playedAt)
    {
        var status = FaultStatus.Parse(await _agent.AnswerAsync());
        return _agent.StandInLogins() > fault.Logins.Most
            || (
                status is not null
                && status.Verdict == fault.Verdict
                && Judgement.Age(status, playedAt).TotalSeconds >= fault.Lasting
            );
    }

    private async Task<Sight> LookAsync(DateTimeOffset since)
    {
        const string Look = """
            printf '%s\n' "$(ibkr-agent status --json 2>/dev/null | jq -c .)"
            ibkr-agent health-check >/dev/null 2>&1
            echo $?
            systemctl show -P ActiveState ibkr-gateway
            echo $(pgrep -x java)
            """;
        var seen = (await host.RunAsync(Look, host.Token, LookPatience)).OrFail().Output.Split('\n');
        var events = (
            await _agent.EventsAsync(
                AgentEvent.Begins,
                AgentEvent.VerdictChanged,
                AgentEvent.RestartingUnit,
                AgentEvent.StoppingUnit
            )
        ).Where(entry => entry.At > since);
        var byKind = events.ToLookup(entry => entry.Event);
        return new(
            FaultStatus.Parse(seen[0]),
            int.Parse(seen[1], CultureInfo.InvariantCulture),
            [.. byKind[AgentEvent.VerdictChanged].Select(entry => entry["IBKR_VERDICT"])],
            byKind[AgentEvent.RestartingUnit].Count(),
            byKind[AgentEvent.StoppingUnit].Count(),
            byKind[AgentEvent.Begins].Count(),
            _agent.StandInLogins(),
            Unit: seen[2],
            Javas: seen[3],
            AlertReceiver.Codes(host)
        );
    }

    private async Task<Loss> LossAsync(string reason, string said)
    {
        var status = await host.RunAsync(
            "ibkr-agent status 2>&1; systemctl --no-pager list-jobs",
            CancellationToken.None,
            LookPatience
        );
        var journal = await host.JournalAsync(
            CancellationToken.None,
            "--output=short-precise",
            "--no-hostname",
            "--lines=60",
            "--unit=ibkr-agent",
            "--unit=ibkr-gateway",
            "--unit=xvfb"
        );
        return new(
            reason,
            $"{said}\n--- status\n{status.Output}--- journal (all of it: {host.JournalFile})\n{journal}"
        );
    }
}
