using IbkrAgent.Alerts;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>What all gateways of the host share.</summary>
/// <param name="Turns">one login at a time.</param>
/// <param name="CredentialsDirectory">where systemd puts the secrets of the agent; null when there are none.</param>
internal sealed record DaemonParts(
    HostPaths Paths,
    IController Controller,
    Units Units,
    BootTime BootTime,
    AlertSender Alerts,
    LoginTurns Turns,
    string? CredentialsDirectory,
    TimeProvider Clock,
    ILogger Logger
);
