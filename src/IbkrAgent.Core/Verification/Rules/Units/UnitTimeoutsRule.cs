using IbkrAgent.Common;

namespace IbkrAgent.Verification.Rules;

/// <summary>
/// A Gateway that keeps its login ends at the next full minute: a shorter stop is a kill, and a full login.
/// </summary>
public sealed class UnitTimeoutsRule()
    : GatewayRule("unit-timeouts", "The Gateway's unit gives a stop 90 s and a start 30 s")
{
    private static readonly TimeSpan LeastStop = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LeastStart = TimeSpan.FromSeconds(30);

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Unit.Judge(unit =>
            [
                .. Judge(
                    unit,
                    "TimeoutStopUSec",
                    "TimeoutStopSec",
                    LeastStop,
                    "a stop that keeps the login takes 62 s"
                ),
                .. Judge(
                    unit,
                    "TimeoutStartUSec",
                    "TimeoutStartSec",
                    LeastStart,
                    "the settings are rendered meanwhile"
                ),
            ]
        );

    private static IEnumerable<Complaint> Judge(
        UnitFacts unit,
        string property,
        string key,
        TimeSpan least,
        string because
    ) =>
        DurationText.TryParse(unit[property], out var length) && length < least
            ?
            [
                Complaint.Fail(
                    $"{key} of {unit.Name} is {unit[property]}: {because}",
                    $"sudo systemctl edit {unit.Name}: remove {key}"
                ),
            ]
            : [];
}
