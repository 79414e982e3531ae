namespace IbkrAgent.Alerts;

/// <summary>One thing that happened around a bot.</summary>
/// <param name="Id">rises; the next one is asked for by a higher number.</param>
/// <param name="Message">null when it is something else than a message, or one that cannot be understood.</param>
public sealed record TelegramUpdate(long Id, TelegramText? Message);

/// <summary>What somebody wrote.</summary>
/// <param name="MessageId">its number in the chat.</param>
/// <param name="At">by the server's clock, in whole seconds.</param>
/// <param name="Text">empty for a picture and the like.</param>
public sealed record TelegramText(long ChatId, long MessageId, DateTimeOffset At, string Text);
