namespace IbkrAgent.Control;

/// <summary>The control interface cannot be offered.</summary>
public sealed class ControlSocketException(string message) : Exception(message);
