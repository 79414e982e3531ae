using System.Runtime.InteropServices;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>Holds as much touched memory as the scenario wants, beside the runtime's own heap and its limits.</summary>
internal sealed class MemoryBallast(GatewayLife life)
{
    private const int BlockSize = 1 << 20;

    private readonly Stack<nint> _blocks = new();
    private readonly byte[] _content = new byte[BlockSize];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield(); // touching takes time that the start does not have
        Array.Fill(_content, (byte)1);
        while (true)
        {
            var wanted = life.Scenario.MemoryMegabytes;
            while (_blocks.Count < wanted)
                Grow();

            while (_blocks.Count > wanted)
                Marshal.FreeHGlobal(_blocks.Pop());

            await life.WaitUntilAsync(() => life.Scenario.MemoryMegabytes != wanted, cancellationToken);
        }
    }

    private void Grow()
    {
        var block = Marshal.AllocHGlobal(BlockSize);
        Marshal.Copy(_content, 0, block, BlockSize);
        _blocks.Push(block);
    }
}
