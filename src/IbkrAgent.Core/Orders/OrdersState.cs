namespace IbkrAgent.Orders;

/// <summary>Whether clients of the API may send orders.</summary>
public enum OrdersState
{
    /// <summary>orders_enabled is not set: the controller's settings decide.</summary>
    Undecided,

    /// <summary>orders_enabled = false.</summary>
    Disabled,

    /// <summary>They are enabled, and the arm file is missing.</summary>
    NotArmed,

    /// <summary>They are enabled, of a live account for which that was not confirmed.</summary>
    NotConfirmed,

    Armed,
}
