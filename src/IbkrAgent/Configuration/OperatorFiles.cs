using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>The operator's files of one gateway and of the host, each with the mode that the package gives it.</summary>
/// <param name="reader">user whose group may read the controller's settings; null: nobody's, as in tests.</param>
internal sealed class OperatorFiles(HostPaths paths, InstanceName gateway, string? reader)
{
    public OperatorFile Settings => new(paths.Settings, OperatorFile.AllRead);

    public OperatorFile ControllerSettings => new(paths.ControllerSettings(gateway), OperatorFile.GroupReads, reader);

    public OperatorFile Credentials => new(paths.Credentials(gateway), OperatorFile.Secret);

    public OperatorFile Alerts => new(paths.AlertSecrets, OperatorFile.Secret);
}
