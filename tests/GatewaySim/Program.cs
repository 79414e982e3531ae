using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Control;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Launch;
using IbkrAgent.GatewaySim.Steering;

const string Usage = """
    usage: gateway-sim install --root DIR [--ibc-version V] [--gateway-version V] [--broker ADDRESS:PORT]
           gateway-sim ibcstart VERSION [-g] --tws-path=DIR ...
           gateway-sim ctl [--gateway NAME | --settings-path DIR] [--keep] COMMAND [ARGUMENT]
           gateway-sim scenarios
    """;

try
{
    return args switch
    {
        _ when JavaArguments.AreIn(args) => await JavaRole.RunAsync(JavaArguments.Parse(args), TimeProvider.System),
        _ when SecondJava.IsMeantBy(args) => await SecondJava.SleepAsync(),
        ["ibcstart", .. var rest] => await ScriptRole.RunAsync(rest, TimeProvider.System),
        ["ctl", .. var rest] => await ControlClient.RunAsync(
            ControlArguments.Parse(rest),
            Console.Out,
            TimeProvider.System
        ),
        ["scenarios"] => await ScenarioCatalog.ListAsync(Console.Out),
        ["install", .. var rest] => Installation.Parse(rest).Create(),
        _ => throw new SimException(ExitStatus.Usage, Usage),
    };
}
catch (SimException e)
{
    await Console.Error.WriteLineAsync($"gateway-sim: {e.Message}");
    return e.Status;
}
