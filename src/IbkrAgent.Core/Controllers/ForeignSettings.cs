using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Controllers;

/// <summary>What a controller's settings of another installation say that has a place of its own here.</summary>
/// <param name="UserName">empty when there is none, or that of the controller's own sample.</param>
/// <param name="Password">likewise.</param>
/// <param name="Mode">null: not said.</param>
/// <param name="ApiPort">null: not said.</param>
public sealed record ForeignSettings(Secret UserName, Secret Password, TradingMode? Mode, int? ApiPort)
{
    public bool HasLogin => !UserName.IsEmpty || !Password.IsEmpty;
}
