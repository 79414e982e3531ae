namespace IbkrAgent.Systemd.Bus;

/// <summary>Takes replies or signals, on the thread of the bus.</summary>
internal interface IBusReceiver
{
    void OnMessage(BusMessage message);

    /// <summary><see cref="OnMessage"/> threw.</summary>
    void OnFailure(Exception exception);
}
