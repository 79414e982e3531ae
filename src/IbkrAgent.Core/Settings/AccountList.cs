namespace IbkrAgent.Settings;

/// <summary>Ids of accounts in the settings, separated by commas.</summary>
internal static class AccountList
{
    /// <summary>Sorted, each once, comma separated; empty: none is named.</summary>
    public static string ReadAccounts(this SectionReader section, SettingsKey.FreeText key)
    {
        var accounts = section
            .Read(key)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var account in accounts.Where(account => !account.All(char.IsAsciiLetterOrDigit)))
            section.Report(key, $"'{account}' is not the id of an account, for example DU1234567");

        return string.Join(',', accounts);
    }
}
