namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The named scenarios of the API: how it opens, what it says, and what goes wrong on the wire.</summary>
internal static class ApiScenarios
{
    public static readonly NamedScenario[] All =
    [
        // the port
        new("api-silent", "the API takes connections and says nothing, also to those it holds", "api=silent"),
        new("api-closed", "the API takes connections and closes them without a byte, also those it holds", "api=close"),
        new("api-refused", "the API port is shut", "api=refuse"),
        new("api-open-before-login", "the API port is open before the login, and silent until then", "api=open"),
        new("api-garbage", "something else listens on the API port", "api=garbage"),
        new("half-open", "sessions held now are dead without a FIN and keep their ids", "api=half-open"),
        new("slots-full", "the API has no place for another client: closed without a byte", "client_slots=0"),
        // the versions
        new("redirect", "the API names a negative version and another address", "version_offer=redirect"),
        new("version-below", "the API names a version below those of the client", "version_offer=below"),
        new("version-above", "the API names a version above those of the client", "version_offer=above"),
        new(
            "foreign-zone",
            "the zone of the connection time is three words, one not ASCII",
            "zone=Hora estándar romance"
        ),
        // the start of a session
        new("id-in-use", "326 after START_API, then a close", "api=reject-326"),
        new("closed-after-start", "a close after START_API, without a reason", "api=reject-close"),
        new("notices-first", "notices come before accounts and order id", "bootstrap=notices-first"),
        new("order-id-first", "the order id comes before the accounts", "bootstrap=order-id-first"),
        new("no-accounts", "the accounts are never named", "bootstrap=no-accounts"),
        new("empty-accounts", "the list of accounts is empty", "bootstrap=empty-accounts"),
        new("wrong-accounts", "the account is somebody else's: U7654321", "bootstrap=wrong-accounts"),
        new("no-order-id", "the order id never comes", "bootstrap=no-order-id"),
        // the wire
        new("byte-by-byte", "each byte is a write of its own", "writes=bytes"),
        new("one-write", "all frames of an answer are one write", "writes=joined"),
        new("unknown-messages", "a message nobody knows before each answer", "fault=unknown-messages"),
        new("empty-frame", "a frame of length zero before each answer", "fault=zero-length"),
        new("oversize-frame", "a frame above the limit is announced before each answer", "fault=oversize"),
        new("bad-text", "a notice that is no UTF-8 before each answer", "fault=bad-text"),
        new("reset-in-frame", "half a frame instead of each answer, then RST", "fault=reset"),
        // the broker and its farms
        new("upstream-lost", "1100 every 2 s; normal ends it with 1102", "upstream=lost"),
        new(
            "upstream-burst",
            "1100 twenty times a second; normal ends it with 1102",
            "upstream=lost",
            "upstream_repeat_ms=50"
        ),
        new("upstream-broken", "2110 once; normal ends it with 1102", "upstream=broken"),
        new("upstream-data-lost", "after a loss: 1101 instead of 1102", "upstream=restored-data-lost"),
        new("market-farm-broken", "2103; normal ends it with 2104", "market_farm=broken"),
        new("market-farm-dormant", "2108 instead of 2104", "market_farm=dormant"),
        new("market-farm-connecting", "2119; normal ends it with 2104", "market_farm=connecting"),
        new("history-farm-broken", "2105; normal ends it with 2106", "history_farm=broken"),
        new("history-farm-dormant", "2107 instead of 2106", "history_farm=dormant"),
        new("definition-farm-broken", "2157; normal ends it with 2158", "definition_farm=broken"),
        new("farms-untold", "no farm is named", "market_farm=untold", "history_farm=untold", "definition_farm=untold"),
        new(
            "outage-untold",
            "the broker is lost, and no session is told so; no farm is named",
            "broker_line=absent",
            "market_farm=untold",
            "history_farm=untold",
            "definition_farm=untold"
        ),
        new(
            "outage-from-memory",
            "the broker is lost, and a session that begins is told that all farms are well",
            "broker_line=absent"
        ),
        // the answers
        new("time-slow", "the time comes after 5 s", "time_delay_ms=5000"),
        new("clock-ahead", "the time told is 2 min ahead", "clock_skew_s=120"),
        new("clock-behind", "the time told is 2 min behind", "clock_skew_s=-120"),
        new("positions-endless", "positions without an end marker", "withheld_end=positions"),
        new("summary-endless", "an account summary without an end marker", "withheld_end=account-summary"),
        new("orders-endless", "open orders without an end marker", "withheld_end=open-orders"),
        new("executions-endless", "executions without an end marker", "withheld_end=executions"),
        new("read-only", "321 after 20 s to what is about orders", "read_only=yes"),
        new("plain-orders", "open orders without the block of a delta-neutral order", "order_shape=plain"),
        new("combo-orders", "open orders with two legs", "order_shape=combo"),
        new("algo-orders", "open orders with parameters of an algorithm", "order_shape=algo"),
        new("conditional-orders", "open orders with two conditions", "order_shape=conditions"),
        new("benchmark-orders", "open orders of type PEG BENCH", "order_shape=peg-bench"),
    ];
}
