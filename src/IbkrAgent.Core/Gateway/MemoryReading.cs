namespace IbkrAgent.Gateway;

/// <summary>The memory of the gateway's unit at one moment.</summary>
/// <param name="Bytes">in use.</param>
/// <param name="Limit">MemoryMax= of the unit, in bytes; null when it has none.</param>
/// <param name="WithFileCache">
/// what the kernel keeps of files, and drops when it needs the room, could not be told from the rest and is in it.
/// </param>
public readonly record struct MemoryReading(long Bytes, long? Limit, bool WithFileCache);
