namespace IbkrAgent.Tws;

/// <summary>Numbers of the messages the agent knows; a frame begins with one of them as ASCII digits.</summary>
public enum MessageId
{
    ErrorMessage = 4,
    NextValidId = 9,
    ManagedAccounts = 15,
    CurrentTime = 49,
    StartApi = 71,
}
