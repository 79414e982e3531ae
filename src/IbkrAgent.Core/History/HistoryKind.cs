using System.Diagnostics.CodeAnalysis;

namespace IbkrAgent.History;

/// <summary>What an event of the record is about; one word each, in lower case, for options and output.</summary>
public enum HistoryKind
{
    /// <summary>From the first trouble until the Gateway is ready, or stopped on purpose.</summary>
    Incident,

    /// <summary>What the Gateway was found to be.</summary>
    Health,

    /// <summary>What was done to the Gateway's unit, and what became of it.</summary>
    Restart,

    Login,

    /// <summary>The second factor.</summary>
    Approval,

    /// <summary>What people and scripts did.</summary>
    Operator,

    Alert,

    /// <summary>The services that live on the Gateway.</summary>
    Dependent,

    /// <summary>The daemon itself.</summary>
    Agent,
}

/// <summary>The words of the kinds.</summary>
public static class HistoryKinds
{
    private static readonly (HistoryKind Kind, string Word)[] All =
    [
        (HistoryKind.Incident, "incident"),
        (HistoryKind.Health, "health"),
        (HistoryKind.Restart, "restart"),
        (HistoryKind.Login, "login"),
        (HistoryKind.Approval, "approval"),
        (HistoryKind.Operator, "operator"),
        (HistoryKind.Alert, "alert"),
        (HistoryKind.Dependent, "dependent"),
        (HistoryKind.Agent, "agent"),
    ];

    /// <summary>All of them, for people: <c>incident, health, ...</c>.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(one => one.Word));

    public static string WordOf(HistoryKind kind) => Array.Find(All, one => one.Kind == kind).Word;

    public static bool TryParse(string word, [NotNullWhen(true)] out HistoryKind? kind)
    {
        var found = Array.FindIndex(All, one => one.Word == word);
        kind = found < 0 ? null : All[found].Kind;
        return found >= 0;
    }
}
