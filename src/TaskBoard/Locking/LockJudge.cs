using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// When is a lock dead? Only proof counts, never age alone. Pure: <see cref="Classify"/> says which row of the table a lock falls into, and so
/// what has to be found out about it; <see cref="Judge"/> gives the verdict on what was found out.
/// </summary>
internal static class LockJudge
{
    /// <summary>How long an incomplete record is taken as being written.</summary>
    public static readonly TimeSpan WritingTime = TimeSpan.FromSeconds(2);

    /// <summary>The row of the table.</summary>
    /// <param name="stamp">The file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="self">This process.</param>
    /// <param name="bootedAt">When this machine was started, by the wall clock.</param>
    /// <param name="mode">Whether other machines may see the board.</param>
    public static LockCase Classify(FileStamp stamp, LockText text, ProcessIdentity self, DateTimeOffset bootedAt, BoardMode mode)
    {
        if (stamp.Kind != FileKind.File || text.Kind == LockTextKind.Foreign)
        {
            return LockCase.Foreign;
        }

        if (text.Record is not { } record)
        {
            // The time of another machine's file says nothing about this machine's start.
            return stamp.Modified < bootedAt.UtcTicks && mode == BoardMode.Local ? LockCase.TornBeforeBoot : LockCase.Torn;
        }

        if (record.IsOurs)
        {
            return IsDecidedByItsLock(record, self, mode) ? LockCase.Ours
                : !self.KnowsBoot || record.BootId == ProcessIdentity.UnknownBoot ? LockCase.OursElsewhere
                : IsThisMachine(record, self, mode) ? LockCase.OursBeforeBoot
                : LockCase.OursElsewhere;
        }

        return record is { Pid: not null, ProcessStart: not null } && ProcessIdentity.IsSameBoot(record.BootId, self.BootId) && record.PidNamespace == self.PidNamespace
            ? LockCase.ScriptWithProcess
            : LockCase.Script;
    }

    /// <summary>The verdict.</summary>
    /// <param name="case">The row of the table.</param>
    /// <param name="stamp">The file.</param>
    /// <param name="record">Its record; null: it is none.</param>
    /// <param name="probe">What was found out.</param>
    /// <param name="settings">Time-out and mode.</param>
    public static LockVerdict Judge(LockCase @case, FileStamp stamp, LockRecord? record, LockProbe probe, TurnLockSettings settings) => @case switch
    {
        LockCase.Foreign => LockVerdict.Foreign(LockEvidence.Foreign(stamp)),
        // Before this start of the machine, too: a wall clock that was set forward makes a lock that is only just being written look as old.
        LockCase.Torn or LockCase.TornBeforeBoot when probe.UnchangedFor < WritingTime => LockVerdict.Alive(LockEvidence.BeingWritten, proven: false),
        LockCase.TornBeforeBoot => LockVerdict.Dead(LockEvidence.TornBeforeBoot(stamp)),
        LockCase.Torn or LockCase.Script => Unprovable(record, probe, settings),
        LockCase.Ours => probe.IsHeld
            ? LockVerdict.Alive(LockEvidence.Held(record!), proven: true)
            : LockVerdict.Dead(LockEvidence.NotHeld(record!)),
        LockCase.OursBeforeBoot => LockVerdict.Dead(LockEvidence.Restarted(record!)),
        LockCase.OursElsewhere => LockVerdict.Elsewhere(LockEvidence.OtherMachine(record!)),
        LockCase.ScriptWithProcess => probe.IsHidden ? LockVerdict.Alive(LockEvidence.Hidden(record!), proven: false)
            : probe.ProcessStart is null ? LockVerdict.Dead(LockEvidence.Gone(record!))
            : probe.ProcessStart != record!.ProcessStart ? LockVerdict.Dead(LockEvidence.Replaced(record, probe.ProcessStart))
            : LockVerdict.Alive(LockEvidence.Runs(record), proven: true),
        _ => throw new ArgumentOutOfRangeException(nameof(@case)),
    };

    private static LockVerdict Unprovable(LockRecord? record, LockProbe probe, TurnLockSettings settings) =>
        settings.Mode == BoardMode.Shared ? LockVerdict.Elsewhere(LockEvidence.PerhapsElsewhere(probe.UnchangedFor))
        : probe.UnchangedFor >= settings.StaleTimeout ? LockVerdict.Dead(LockEvidence.Stale(record, probe.UnchangedFor))
        : LockVerdict.Alive(LockEvidence.NotYetStale(record, probe.UnchangedFor, settings.StaleTimeout), proven: false);

    /// <summary>
    /// The operating-system lock counts within one kernel. Where a boot is unknown that can be told only on a file system of this machine,
    /// which no other kernel has mounted.
    /// </summary>
    private static bool IsDecidedByItsLock(LockRecord record, ProcessIdentity self, BoardMode mode) =>
        ProcessIdentity.IsSameBoot(record.BootId, self.BootId)
        || (mode == BoardMode.Local && (!self.KnowsBoot || record.BootId == ProcessIdentity.UnknownBoot));

    /// <summary>
    /// On a file system of this machine, two unknown ids are the same one. Where other machines look on, images are cloned together with
    /// their machine id, so the name has to agree too.
    /// </summary>
    private static bool IsThisMachine(LockRecord record, ProcessIdentity self, BoardMode mode) =>
        record.MachineId == self.MachineId && (mode == BoardMode.Local || (self.MachineId is not null && record.Host == self.Host));
}

/// <summary>The rows of the table of verdicts.</summary>
internal enum LockCase
{
    /// <summary>A directory, link or FIFO, or something that is no record.</summary>
    Foreign,

    /// <summary>Empty or torn, last modified before this start of the machine.</summary>
    TornBeforeBoot,

    /// <summary>Empty or torn otherwise.</summary>
    Torn,

    /// <summary>Ours, of this start of this machine.</summary>
    Ours,

    /// <summary>Ours, of an earlier start of this machine.</summary>
    OursBeforeBoot,

    /// <summary>Ours, of another machine.</summary>
    OursElsewhere,

    /// <summary>A script's, with a process that can be looked up.</summary>
    ScriptWithProcess,

    /// <summary>A script's otherwise.</summary>
    Script,
}

/// <summary>What was found out about a lock. Only what its row needs is looked up.</summary>
/// <param name="IsHeld">Whether the operating-system lock on the file is held.</param>
/// <param name="ProcessStart">When the process of the record's number was started; null: there is none.</param>
/// <param name="UnchangedFor">For how long inode, mtime and bytes are known not to have changed.</param>
/// <param name="IsHidden">Whether the system refused to tell about the process.</param>
internal readonly record struct LockProbe(bool IsHeld, string? ProcessStart, TimeSpan UnchangedFor, bool IsHidden = false);

/// <summary>What is known about a lock's owner.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="IsProven">Whether <see cref="BoardLockVerdict.Alive"/> is proven, or only not disproven.</param>
/// <param name="Evidence">Why, as a sentence.</param>
internal sealed record LockVerdict(BoardLockVerdict Kind, bool IsProven, string Evidence)
{
    /// <summary>Its owner is proven gone.</summary>
    public static LockVerdict Dead(string evidence) => new(BoardLockVerdict.Dead, true, evidence);

    /// <summary>Its owner lives, or is not proven gone.</summary>
    public static LockVerdict Alive(string evidence, bool proven) => new(BoardLockVerdict.Alive, proven, evidence);

    /// <summary>Another machine's, or perhaps so.</summary>
    public static LockVerdict Elsewhere(string evidence) => new(BoardLockVerdict.Elsewhere, false, evidence);

    /// <summary>Not a lock of this protocol.</summary>
    public static LockVerdict Foreign(string evidence) => new(BoardLockVerdict.Foreign, false, evidence);
}
