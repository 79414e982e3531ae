using System.Collections.Frozen;

namespace IbkrAgent.History;

/// <summary>Which of the program's log events are history, by their numbers (the last digits of MESSAGE_ID=).</summary>
/// <remarks>A name is what programs read in <c>--json</c>, and is never changed.</remarks>
public static class HistoryCatalog
{
    public const int IncidentBegan = 2101;
    public const int IncidentEnded = 2102;

    private static readonly FrozenDictionary<int, (HistoryKind Kind, string Name)> Events = new Dictionary<
        int,
        (HistoryKind, string)
    >
    {
        [1001] = (HistoryKind.Agent, "agent-began"),
        [1002] = (HistoryKind.Agent, "agent-ready"),
        [1003] = (HistoryKind.Agent, "agent-stopped"),
        [1005] = (HistoryKind.Agent, "agent-failed"),
        [1010] = (HistoryKind.Operator, "settings-reloaded"),
        [1011] = (HistoryKind.Operator, "settings-refused"),
        [1013] = (HistoryKind.Operator, "gateway-left"),
        [1101] = (HistoryKind.Operator, "operator-asked"),
        [2001] = (HistoryKind.Health, "verdict"),
        [2004] = (HistoryKind.Login, "latched"),
        [2005] = (HistoryKind.Operator, "parked"),
        [2006] = (HistoryKind.Operator, "hands-off"),
        [2007] = (HistoryKind.Restart, "would-have"),
        [2008] = (HistoryKind.Agent, "state-not-saved"),
        [2009] = (HistoryKind.Agent, "not-done"),
        [2010] = (HistoryKind.Agent, "state-unusable"),
        [2011] = (HistoryKind.Agent, "event-dropped"),
        [2012] = (HistoryKind.Operator, "hold"),
        [2013] = (HistoryKind.Operator, "force"),
        [2014] = (HistoryKind.Agent, "time-jumped"),
        [IncidentBegan] = (HistoryKind.Incident, "incident-began"),
        [IncidentEnded] = (HistoryKind.Incident, "incident-ended"),
        [2103] = (HistoryKind.Login, "login-attempted"),
        [2104] = (HistoryKind.Login, "login-completed"),
        [2105] = (HistoryKind.Login, "login-not-completed"),
        [2106] = (HistoryKind.Approval, "approval-asked"),
        [2107] = (HistoryKind.Approval, "approval-ended"),
        [3001] = (HistoryKind.Restart, "restart-asked"),
        [3002] = (HistoryKind.Restart, "stop-asked"),
        [3005] = (HistoryKind.Agent, "journal-gap"),
        [3006] = (HistoryKind.Health, "silence-proof"),
        [3007] = (HistoryKind.Health, "installation"),
        [3008] = (HistoryKind.Health, "proof-failed"),
        [3009] = (HistoryKind.Restart, "reload-asked"),
        [3021] = (HistoryKind.Health, "java-relaunched"),
        [3022] = (HistoryKind.Health, "broker-probed"),
        [4001] = (HistoryKind.Health, "account-differs"),
        [4002] = (HistoryKind.Health, "gateway-notice"),
        [5001] = (HistoryKind.Alert, "alerts-off"),
        [5002] = (HistoryKind.Alert, "alert-sent"),
        [5004] = (HistoryKind.Alert, "alert-given-up"),
        [5005] = (HistoryKind.Alert, "alert-dropped"),
        [5008] = (HistoryKind.Alert, "outbox-lost"),
        [5009] = (HistoryKind.Alert, "outbox-not-saved"),
        [5102] = (HistoryKind.Agent, "heartbeat-away"),
        [5103] = (HistoryKind.Agent, "heartbeat-withheld"),
        [5104] = (HistoryKind.Agent, "heartbeat-back"),
        [5112] = (HistoryKind.Alert, "failure-told"),
        [5113] = (HistoryKind.Alert, "failure-untold"),
        [5203] = (HistoryKind.Operator, "question-answered"),
        [5006] = (HistoryKind.Alert, "alerts-invalid"),
        [7001] = (HistoryKind.Dependent, "dependent-restart-asked"),
        [7002] = (HistoryKind.Dependent, "dependent-stop-asked"),
        [7004] = (HistoryKind.Dependent, "dependent-said"),
        [7005] = (HistoryKind.Dependent, "dependent-alerted"),
        [7006] = (HistoryKind.Dependent, "dependents-not-saved"),
        [7007] = (HistoryKind.Dependent, "dependents-unusable"),
        [8001] = (HistoryKind.Restart, "restart-planned"),
        [8002] = (HistoryKind.Restart, "restart-told"),
        [8003] = (HistoryKind.Restart, "restart-followed"),
        [8005] = (HistoryKind.Agent, "restarts-not-saved"),
        [8006] = (HistoryKind.Agent, "restarts-unusable"),
        [8101] = (HistoryKind.Agent, "inhibitors-unusable"),
        [8201] = (HistoryKind.Operator, "orders-seen"),
        [8202] = (HistoryKind.Operator, "orders-told"),
        [8203] = (HistoryKind.Agent, "orders-not-saved"),
        [8204] = (HistoryKind.Agent, "orders-unusable"),
    }.ToFrozenDictionary();

    /// <summary>Events that are no history, each with the reason.</summary>
    public static FrozenDictionary<int, string> LeftOut { get; } =
        new Dictionary<int, string>
        {
            [1004] = "the state of a setting, said at every start",
            [1012] = "one mistake of many: settings-refused stands for all",
            [1102] = "a defect that changed nothing",
            [2002] = "inner workings, for debugging",
            [2003] = "a plan, which may change; what was done is told",
            [3003] = "inner workings, for debugging",
            [3004] = "a job's end: what became of it is told",
            [3020] = "a look that failed, and is repeated",
            [4003] = "the state of a setting",
            [5003] = "an attempt of several; the last one is told",
            [5007] = "the alerts themselves are told, each when it is sent",
            [5101] = "the state of a setting, said at every start",
            [5111] = "nothing that lasted",
            [5201] = "the state of a setting, said at every start",
            [5202] = "the state of a setting",
            [5204] = "a question, which can be asked again",
            [5205] = "nobody is told less by it",
            [5206] = "nobody is told less by it",
            [5207] = "nobody is told less by it",
            [5208] = "what strangers wrote",
            [5209] = "the state of a setting, said at every start",
            [5210] = "nobody is told less by it",
            [6001] = "the state of a file, said at every start",
            [7003] = "a job's end: what became of it is told",
            [7008] = "the state of a setting",
            [7009] = "a mark that failed, and is tried again",
            [8004] = "the state of a setting",
        }.ToFrozenDictionary();

    /// <summary>The kind and the name of an event; null when it is no history.</summary>
    public static (HistoryKind Kind, string Name)? Find(int number) =>
        Events.TryGetValue(number, out var found) ? found : null;

    /// <summary>The numbers of some kinds, in order.</summary>
    /// <param name="kinds">empty: all of them.</param>
    public static IEnumerable<int> NumbersOf(IReadOnlyCollection<HistoryKind> kinds) =>
        Events.Where(one => kinds.Count == 0 || kinds.Contains(one.Value.Kind)).Select(one => one.Key).Order();
}
