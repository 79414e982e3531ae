namespace IbkrAgent.Containers;

/// <summary>What the tests give to an installation and nobody may find in a journal.</summary>
internal static class TestSecrets
{
    public const string UserName = "demo-" + Mark;
    public const string Password = "password-" + Mark;

    /// <summary>The end of a path, or of a bot's token.</summary>
    public const string Token = "t0psecret-" + Mark;

    /// <summary>The part of a stranger password that looks the same whatever quotes or escapes the rest.</summary>
    public const string StrangeMark = "Tr0ub4dor";

    /// <summary>The part of all others; letters and digits look the same in every escape.</summary>
    private const string Mark = "Wq7xK2";

    /// <summary>One of them is in whatever gives a secret away.</summary>
    public static readonly IReadOnlyList<string> Marks = [Mark, StrangeMark];
}
