namespace IbkrAgent.Systemd.Bus;

/// <summary>Walks over a dictionary of names and variants (<c>a{sv}</c>).</summary>
internal static class PropertyDictionary
{
    /// <param name="read">Reads the value of a property that it knows; false, untouched, of one that it does
    /// not.</param>
    public static void Read(BusMessage message, Func<string, PropertyValue, bool> read)
    {
        message.Enter('a', "{sv}");
        while (message.Enter('e', "sv"))
        {
            if (!read(message.ReadString(), new(message)))
                message.Skip("v");

            message.Exit();
        }

        message.Exit();
    }
}
