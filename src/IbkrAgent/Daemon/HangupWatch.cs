using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace IbkrAgent.Daemon;

/// <summary>
/// SIGHUP: the settings are read again, as by <c>ibkr-agent reload</c>, which can also say what is wrong.
/// </summary>
internal sealed class HangupWatch(SettingsReload reload) : BackgroundService
{
    private readonly Channel<bool> _hangups = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Hear);
        await foreach (var _ in _hangups.Reader.ReadAllAsync(stoppingToken))
            await reload.RunAsync("SIGHUP", stoppingToken);
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true; // the default is to end
        _hangups.Writer.TryWrite(true);
    }
}
