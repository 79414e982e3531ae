using System.Globalization;
using IbkrAgent.Controllers;

namespace IbkrAgent.Verification.Rules;

/// <summary>A time that IBC cannot read is left out, and the Gateway logs off at its own.</summary>
public sealed class RestartTimeRule() : GatewayRule("restart-time", "The Gateway's own times read hh:mm AM or PM")
{
    private static readonly string[] Keys = [IbcSettings.RestartTimeKey, IbcSettings.LogoffTimeKey];

    /// <summary>The time under a key; null when there is none, or none that IBC can read.</summary>
    public static TimeOnly? Find(ControllerIni ini, string key) =>
        TimeOnly.TryParseExact(ini[key], "hh:mm tt", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
            from key in Keys
            where ini[key].Length > 0 && Find(ini, key) is null
            select Complaint.Fail(
                $"{key} is {ini[key]}, and IBC reads only times like 11:45 PM, without quotes",
                ini.Set(key, "11:45 PM")
            )
        );
}
