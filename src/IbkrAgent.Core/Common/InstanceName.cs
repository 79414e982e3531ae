using System.Diagnostics.CodeAnalysis;

namespace IbkrAgent.Common;

/// <summary>
/// A gateway's one name, used in settings sections, unit names, state directories and on the command line.
/// </summary>
/// <remarks>1 to 16 of <c>a-z 0-9</c>: valid in a path, in a unit name, and in the polkit rule's pattern.</remarks>
public sealed record InstanceName
{
    public static readonly InstanceName Main = new("main");

    private readonly string _name;

    private InstanceName(string name) => _name = name;

    /// <summary>True for the instance whose units carry no <c>@NAME</c>.</summary>
    public bool IsMain => _name == "main";

    public static bool TryParse(string? text, [NotNullWhen(true)] out InstanceName? name)
    {
        var valid =
            text is { Length: >= 1 and <= 16 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
        name = valid ? new(text!) : null;
        return valid;
    }

    public override string ToString() => _name;
}
