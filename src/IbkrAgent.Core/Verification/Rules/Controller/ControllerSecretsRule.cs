using IbkrAgent.Controllers;

namespace IbkrAgent.Verification.Rules;

/// <summary>config.ini is read by the Gateway's group, and by whoever gets a copy of it.</summary>
public sealed class ControllerSecretsRule()
    : GatewayRule("controller-secrets", "User name and password are in credentials.env, and not in config.ini")
{
    private static readonly string[] Keys =
    [
        IbcSettings.UserNameKey,
        IbcSettings.PasswordKey,
        "FIXLoginId",
        "FIXPassword",
    ];

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
            from key in Keys
            where ini[key].Length > 0
            select Complaint.Fail(
                $"{key} is in {ini.Path}",
                $"move it to credentials.env, and remove the line from {ini.Path}"
            )
        );
}
