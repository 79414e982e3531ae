namespace IbkrAgent.Dependents;

/// <summary>The rule of polkit that lets the daemon restart and stop dependents, and nothing more.</summary>
/// <remarks>
/// What it does not grant it leaves to the shipped rule, which comes after it and refuses. Never <c>start</c>: a
/// transient unit would be authorised by it. polkit(8); ES5 only.
/// </remarks>
public static class PolkitRule
{
    /// <param name="services">valid by <see cref="Settings.DependentNames"/>, so that no name needs to be
    /// escaped.</param>
    public static string For(IEnumerable<string> services)
    {
        var names = string.Join(", ", services.Order(StringComparer.Ordinal).Select(service => $"\"{service}\""));
        return $$"""
            // Written by "ibkr-agent configure dependents" from /etc/ibkr/agent.ini, and overwritten by its next run.
            // The user ibkr-agent may restart, stop and reset-failed these services. What is not granted here is
            // refused by 50-ibkr-agent.rules, which comes after this file.
            polkit.addRule(function (action, subject) {
                if (action.id !== "org.freedesktop.systemd1.manage-units" || subject.user !== "ibkr-agent")
                    return polkit.Result.NOT_HANDLED;
                if (subject.system_unit !== undefined && subject.system_unit !== "ibkr-agent.service")
                    return polkit.Result.NOT_HANDLED;

                var services = [{{names}}];
                var verbs = ["restart", "stop", "reset-failed"];
                var granted = services.indexOf(action.lookup("unit")) >= 0 && verbs.indexOf(action.lookup("verb")) >= 0;
                return granted ? polkit.Result.YES : polkit.Result.NOT_HANDLED;
            });

            """;
    }
}
