using IbkrAgent.Gateway;

namespace IbkrAgent.Orders;

/// <summary>What one run of the gateway's unit was started with, noted when its settings were rendered.</summary>
/// <param name="Run">the unit's run: a mark that is left over of another one tells nothing of this one.</param>
/// <param name="State">why.</param>
/// <param name="ReadOnlyApi">what the controller was told; null: nothing, the Gateway's own setting decides.</param>
public sealed record OrdersMark(string Run, OrdersState State, bool? ReadOnlyApi)
{
    private const string RunKey = "RUN";
    private const string StateKey = "ORDERS";
    private const string ReadOnlyKey = "READ_ONLY_API";

    /// <summary>Text of a file of <c>KEY=value</c> lines.</summary>
    public string Render() =>
        string.Concat(
            new[] { (RunKey, Run), (StateKey, State.ToString()), (ReadOnlyKey, Word(ReadOnlyApi)) }.Select(entry =>
                EnvironmentFileText.Write(entry.Item1, entry.Item2) + "\n"
            )
        );

    /// <summary>The mark; null: it is not understood, and nothing is known.</summary>
    public static OrdersMark? Read(string text)
    {
        try
        {
            var values = EnvironmentFileText.Read(text);
            return
                values.TryGetValue(RunKey, out var run)
                && Enum.TryParse<OrdersState>(values.GetValueOrDefault(StateKey), out var state)
                && values.GetValueOrDefault(ReadOnlyKey) is "yes" or "no" or ""
                ? new(run, state, values[ReadOnlyKey] is { Length: > 0 } word ? word == "yes" : null)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Word(bool? flag) =>
        flag switch
        {
            true => "yes",
            false => "no",
            null => "",
        };
}
