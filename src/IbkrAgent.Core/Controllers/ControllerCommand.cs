using IbkrAgent.Gateway;

namespace IbkrAgent.Controllers;

/// <summary>A command that a controller understands.</summary>
/// <param name="Word">as it is sent, without the line's end.</param>
/// <param name="Since">the first version of the controller that knows it.</param>
/// <param name="NeedsLogin">before the login is complete it waits for that for ever.</param>
public sealed record ControllerCommand(string Word, Version Since, bool NeedsLogin)
{
    /// <param name="version">of the controller; null: not known, and then it counts as too old.</param>
    public bool IsKnownTo(Version? version) => version >= Since;

    public bool IsSafeIn(LoginStage stage) => !NeedsLogin || stage is LoginStage.Completed or LoginStage.Configured;

    public override string ToString() => Word;
}
