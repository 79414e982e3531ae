namespace IbkrAgent.Orders;

/// <summary>What is said of orders, for people: what runs, and what comes next.</summary>
public static class OrdersText
{
    public static string Running(OrdersReport report) =>
        report switch
        {
            { IsRunning: false } => "no Gateway runs",
            { Running: null } => "what the Gateway that runs was started with is not known",
            { Running.ReadOnlyApi: true } => "the Gateway that runs takes none (started with ReadOnlyApi=yes)",
            { Running.ReadOnlyApi: false } => "the Gateway that runs takes orders (started with ReadOnlyApi=no)",
            _ => "the Gateway that runs was started without ReadOnlyApi: its own setting decides",
        };

    public static string Next(OrdersInterlock next)
    {
        var word = next.State switch
        {
            OrdersState.Undecided => "as config.ini says",
            OrdersState.Disabled => "disabled",
            OrdersState.NotArmed => "NOT ARMED, so none are taken",
            OrdersState.NotConfirmed => "NOT CONFIRMED, so none are taken",
            _ => "armed",
        };
        return $"next start: {word}: {next.Why}" + (next.Remedy.Length > 0 ? $"; {next.Remedy}" : "");
    }
}
