namespace IbkrAgent.Settings;

/// <summary>Settings that may be replaced while they are in use: who uses them asks for them each time.</summary>
internal sealed class Live<T>(T current)
    where T : class
{
    private volatile T _current = current;

    public T Current => _current;

    public void Replace(T next) => _current = next;
}
