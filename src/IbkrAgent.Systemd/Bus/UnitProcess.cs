namespace IbkrAgent.Systemd.Bus;

/// <summary>A process of a unit.</summary>
/// <param name="ControlGroup">Path of the control group that it is in.</param>
/// <param name="CommandLine">As systemd shows it: quoted and shortened, for people.</param>
public sealed record UnitProcess(string ControlGroup, int Pid, string CommandLine)
{
    internal static IReadOnlyList<UnitProcess> ReadAll(BusMessage message)
    {
        var processes = new List<UnitProcess>();
        message.Enter('a', "(sus)");
        while (message.Enter('r', "sus"))
        {
            processes.Add(new(message.ReadString(), (int)message.ReadUInt32(), message.ReadString()));
            message.Exit();
        }

        message.Exit();
        return processes;
    }
}
