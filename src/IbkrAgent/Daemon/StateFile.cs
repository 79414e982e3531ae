using System.Text.Json;
using System.Text.Json.Nodes;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>One gateway's memory on disk: survives the agent and the host.</summary>
internal sealed class StateFile(string path)
{
    public string Path => path;

    /// <summary>Reads the file; a file that cannot be understood is an outcome, not an exception.</summary>
    public StateReading Read()
    {
        try
        {
            var json = File.ReadAllBytes(path);
            return JsonSerializer.Deserialize(json, StateHeaderJson.Default.StateHeader) switch
            {
                null => new StateReading.Unusable("it is empty"),
                { Version: > StateDocument.CurrentVersion and var version } => new StateReading.Unusable(
                    $"it is from a newer ibkr-agent (layout {version}, known is {StateDocument.CurrentVersion})"
                ),
                { Version: StateDocument.CurrentVersion } => new StateReading.Known(
                    JsonSerializer.Deserialize(json, StateJson.Default.StateDocument)!
                ),
                { Version: var older } => new StateReading.Known(Migrate(json, older)),
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new StateReading.Missing();
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return new StateReading.Unusable(exception.Message);
        }
    }

    /// <summary>Why the agent's memory forbids a login; null when it does not, or there is none yet.</summary>
    public string? RefusalOfLogin(GatewaySettings settings, DateTimeOffset at) =>
        Read() switch
        {
            StateReading.Known(var document) => StartGate.Refusal(document.Memory, at, settings),
            StateReading.Unusable(var why) => $"the count of logins in {path} cannot be used: {why}; "
                + StartGate.AckRemedy(settings),
            _ => null,
        };

    private static StateDocument Migrate(byte[] json, int version)
    {
        var document = JsonNode.Parse(json)!;
        StateMigration.Apply(document, version);
        return document.Deserialize(StateJson.Default.StateDocument)!;
    }

    /// <summary>Replaces the file so that after a crash either the old or the new content is there, whole.</summary>
    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(SupervisorMemory memory, string? cursor) =>
        DocumentFile.Write(path, new(StateDocument.CurrentVersion, cursor, memory), StateJson.Default.StateDocument);

    /// <summary>Keeps a file that is not understood for a human to look at, out of the way of the next one.</summary>
    public string SetAside(DateTimeOffset at) => DocumentFile.SetAside(path, at);
}

/// <summary>What reading the state led to.</summary>
internal abstract record StateReading
{
    private StateReading() { }

    public sealed record Missing : StateReading;

    public sealed record Known(StateDocument Document) : StateReading;

    public sealed record Unusable(string Why) : StateReading;
}
