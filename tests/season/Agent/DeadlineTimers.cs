using IbkrAgent.Supervision;

namespace IbkrAgent.Season.Agent;

/// <summary>The supervisor's deadlines: one of each kind; setting it again replaces it.</summary>
internal sealed class DeadlineTimers(Timeline time, Action<Deadline> due)
{
    private readonly Dictionary<Deadline, long> _set = [];
    private long _number;

    public void Set(Deadline deadline, DateTimeOffset at)
    {
        var number = _set[deadline] = ++_number;
        time.At(
            at,
            () =>
            {
                if (_set.GetValueOrDefault(deadline) != number)
                    return;

                _set.Remove(deadline);
                due(deadline);
            }
        );
    }

    public void Clear(Deadline deadline) => _set.Remove(deadline);
}
