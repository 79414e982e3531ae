namespace IbkrAgent.Supervision;

/// <summary>The operator said "hands off": nothing is started, stopped or restarted until then, whoever asks.</summary>
/// <param name="Who">who asked, for the journal and for <c>status</c>.</param>
/// <param name="Reason">the operator's words; may be empty.</param>
public sealed record Hold(DateTimeOffset Until, string Who, string Reason)
{
    public override string ToString() => $"held until {Until:u} by {Who}" + (Reason.Length > 0 ? $": {Reason}" : "");
}
