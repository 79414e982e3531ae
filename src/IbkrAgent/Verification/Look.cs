using System.Text.Json;

namespace IbkrAgent.Verification;

/// <summary>Looks that may fail: then the fact is that nothing is known, and why.</summary>
internal static class Look
{
    public static Fact<T> At<T>(Func<T> look)
    {
        try
        {
            return new Fact<T>.Known(look());
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return new Fact<T>.Unknown(exception.Message);
        }
    }

    public static async Task<Fact<T>> AtAsync<T>(Func<Task<T>> lookAsync)
    {
        try
        {
            return new Fact<T>.Known(await lookAsync());
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return new Fact<T>.Unknown(exception.Message);
        }
    }

    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or FormatException or JsonException;
}
