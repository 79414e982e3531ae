using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

/// <summary>Owns an sd_journal.</summary>
internal sealed class SdJournalHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSystemd.sd_journal_close(handle);
        return true;
    }
}
