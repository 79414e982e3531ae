namespace IbkrAgent.Common;

/// <summary>What the operator types about one gateway: on the wrong one it could cost a login.</summary>
public static class AgentCommand
{
    /// <param name="words">the command and its options, for example <c>ack</c>.</param>
    public static string For(InstanceName gateway, string words) =>
        gateway.IsMain ? $"ibkr-agent {words}" : $"ibkr-agent {words} --gateway {gateway}";
}
