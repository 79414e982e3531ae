using IbkrAgent.Logging;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// Looks in the kernel's tables whether anybody is connected with the VNC server of the Gateway's window.
/// </summary>
/// <param name="table">of the VNC port.</param>
internal sealed class ViewerLook(
    string gateway,
    PortTable table,
    TimeProvider clock,
    Action<SupervisorEvent> publish,
    ILogger logger
)
{
    /// <summary>Publishes the answer. Who cannot be seen keeps nobody from anything, and that is said.</summary>
    public void Look()
    {
        var hasViewer = false;
        try
        {
            hasViewer = table.ReadRows().Any(row => row.IsEstablished);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LookFailed(gateway, "the VNC port in the kernel's tables", exception.Message);
        }

        publish(new SupervisorEvent.WindowLookedAt(clock.GetUtcNow(), hasViewer));
    }
}
