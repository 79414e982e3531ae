using System.Diagnostics.CodeAnalysis;
using IbkrAgent.Common;

namespace IbkrAgent.Gateway;

/// <summary>The broker's login, as credentials.env has it.</summary>
/// <param name="OtherKeys">keys of the file that are not used.</param>
public sealed record GatewayCredentials(Secret UserName, Secret Password, IReadOnlyList<string> OtherKeys)
{
    public const string UserNameKey = "IBKR_USERNAME";
    public const string PasswordKey = "IBKR_PASSWORD";

    /// <summary>Reads the text of credentials.env; <paramref name="problem"/> never repeats a value.</summary>
    public static bool TryRead(
        string text,
        [NotNullWhen(true)] out GatewayCredentials? credentials,
        [NotNullWhen(false)] out string? problem
    )
    {
        credentials = null;
        try
        {
            var values = EnvironmentFileText.Read(text);
            var userName = values.GetValueOrDefault(UserNameKey, "");
            var password = values.GetValueOrDefault(PasswordKey, "");
            problem = ProblemOf(UserNameKey, userName) ?? ProblemOf(PasswordKey, password);
            if (problem is null)
                credentials = new(
                    new(userName),
                    new(password),
                    [.. values.Keys.Where(IsOther).Order(StringComparer.Ordinal)]
                );
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
        }

        return credentials is not null;
    }

    /// <summary>What is wrong with a value, which is not repeated; null when it can be used.</summary>
    /// <remarks>The controller trims every value since 3.24, and a line end would begin another setting.</remarks>
    public static string? ProblemOf(string key, string value) =>
        value switch
        {
            "" => $"{key} is empty",
            _ when value.Any(char.IsControl) => $"{key} has control characters, which the Gateway's login cannot take",
            _ when value != value.Trim() => $"{key} begins or ends with a blank, which the controller cuts off",
            _ => null,
        };

    private static bool IsOther(string key) => key is not (UserNameKey or PasswordKey);
}
