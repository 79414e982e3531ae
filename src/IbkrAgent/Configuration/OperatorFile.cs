namespace IbkrAgent.Configuration;

/// <summary>A file of the operator's below /etc, and who may read it. It belongs to root.</summary>
/// <param name="Reader">user whose group it gets; null: root's, or in tests that of whoever runs them.</param>
internal sealed record OperatorFile(string Path, UnixFileMode Mode, string? Reader = null)
{
    public const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode GroupReads = Secret | UnixFileMode.GroupRead;
    public const UnixFileMode AllRead = GroupReads | UnixFileMode.OtherRead;

    public bool IsThere => File.Exists(Path);

    /// <summary>It is there, and somebody may do more with it than he should.</summary>
    public bool IsTooOpen => IsThere && (File.GetUnixFileMode(Path) & ~Mode) != 0;
}
