namespace IbkrAgent.Logging;

/// <summary>An exception for people: what each layer was doing, joined by <c>: </c>.</summary>
internal static class ExceptionText
{
    public static string Chain(Exception exception)
    {
        var parts = new List<string>();
        for (var current = exception; current is not null; current = current.InnerException)
            parts.Add(current.Message);

        return string.Join(": ", parts);
    }
}
