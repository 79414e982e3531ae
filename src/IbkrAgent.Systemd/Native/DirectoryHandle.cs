using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns a DIR of opendir(3).</summary>
internal sealed class DirectoryHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LibC.closedir(handle) == 0;
}
