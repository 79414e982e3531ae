namespace IbkrAgent.Faults;

/// <summary>A fault of which did not come what has to.</summary>
/// <param name="Reason">one line.</param>
/// <param name="Evidence">status and journal, of many lines.</param>
internal sealed record Loss(string Reason, string Evidence);
