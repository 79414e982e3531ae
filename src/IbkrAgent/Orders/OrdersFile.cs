using IbkrAgent.Daemon;

namespace IbkrAgent.Orders;

/// <summary>What the operator was told of one gateway's orders, on disk.</summary>
/// <remarks>Nothing in it allows anything: when it is lost, something is told once more.</remarks>
internal sealed class OrdersFile(string path)
{
    public string Path => path;

    /// <summary>The memory; or, when the file cannot be understood, an empty one and why.</summary>
    public (OrdersMemory Memory, string? Problem) Read() =>
        DocumentFile.Read(path, OrdersJson.Default.OrdersDocument, OrdersDocument.CurrentVersion) switch
        {
            ({ } document, _) => (document.Memory, null),
            (_, var problem) => (OrdersMemory.Empty, problem),
        };

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(OrdersMemory memory) =>
        DocumentFile.Write(path, new(OrdersDocument.CurrentVersion, memory), OrdersJson.Default.OrdersDocument);
}
