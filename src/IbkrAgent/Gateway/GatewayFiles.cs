using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The first files of a further gateway, beside agent.ini. Nothing that is there is touched.</summary>
internal sealed class GatewayFiles(HostPaths paths, OperatorFiles files)
{
    /// <summary>The controller's settings of main, with ports that nobody has.</summary>
    /// <exception cref="FormatException">those of main are nothing that the controller could read.</exception>
    public static Secret ControllerSettingsOfNew(
        AgentSettings all,
        GatewaySettings settings,
        HostPaths paths,
        IController controller
    )
    {
        var template = InputFile.ReadLatin1(paths.ControllerSettings(InstanceName.Main)).Reveal();
        var commandPort = new PortClaims(all, paths, controller).FindFreeCommandPort();
        return new(controller.MovePorts(template, commandPort, settings.Api.Port));
    }

    /// <returns>False when there are some already.</returns>
    public bool TryWriteControllerSettings(Secret text) =>
        TryCreate(files.ControllerSettings, Encoding.Latin1.GetBytes(text.Reveal()));

    /// <summary>Makes the file in which user name and password are still missing.</summary>
    /// <returns>False when there is one already.</returns>
    public bool TryWriteCredentials() => TryCreate(files.Credentials, File.ReadAllBytes(paths.CredentialsTemplate));

    private static bool TryCreate(OperatorFile file, byte[] content)
    {
        if (file.IsThere)
            return false;

        FreshFile.Create(file.Path, file, content);
        return true;
    }
}
