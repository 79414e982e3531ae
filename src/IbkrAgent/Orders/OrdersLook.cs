using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Orders;

/// <summary>Looks on the host whether a gateway takes orders, now and from its next start on.</summary>
internal static class OrdersLook
{
    /// <summary>What a start that is made now goes by.</summary>
    public static OrdersInterlock Next(HostPaths paths, GatewaySettings settings)
    {
        var armFile = paths.ArmFile(settings);
        return OrdersInterlock.Of(settings, armFile, File.Exists(armFile));
    }

    /// <summary>The mark that the last start left; null: there is none, or it cannot be read.</summary>
    public static OrdersMark? FindMark(HostPaths paths, InstanceName name)
    {
        try
        {
            return OrdersMark.Read(File.ReadAllText(paths.OrdersMark(name)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static OrdersReport Of(HostPaths paths, GatewaySettings settings, UnitStatus unit) =>
        OrdersReport.Of(Next(paths, settings), FindMark(paths, settings.Name), unit);
}
