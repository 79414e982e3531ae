namespace IbkrAgent.Alerts;

/// <summary>What can be asked in Telegram's chat.</summary>
public enum TelegramQuestion
{
    /// <summary><c>/status</c>: the gateways and their accounts.</summary>
    Status,

    /// <summary><c>/server</c>: the agent and its host.</summary>
    Server,
}
