namespace IbkrAgent.Fuzz;

/// <summary>A reader did not throw, and yet what it did is wrong.</summary>
internal sealed class BrokenPromiseException(string promise) : Exception(promise);
