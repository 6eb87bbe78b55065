namespace TaskBoard.Locking;

/// <summary>What proves of a process number on record that it is still that of the same process: numbers are given out again.</summary>
internal static class ProcessProof
{
    /// <summary>The proof to put on record beside the number: boot, pid namespace and start; null: this system gives none.</summary>
    public static string? Of(ProcessIdentity process) => process.KnowsBoot ? $"{process.BootId} {process.PidNamespace ?? "-"} {process.Start}" : null;

    /// <summary>Whether the process lives, and is another than this one. What cannot be told is not so.</summary>
    /// <param name="processes">This machine.</param>
    /// <param name="pid">Its number on record; null: not known.</param>
    /// <param name="proof">What was put on record with it; null: nothing.</param>
    public static bool IsOfLivingOther(IProcesses processes, int? pid, string? proof)
    {
        try
        {
            // Another namespace has another process of that number, and whatever it is, the proof is not its.
            return pid is { } number && proof is not null && proof != Of(processes.Self)
                && processes.StartOf(number) is { } start && proof == Of(processes.Self with { Start = start });
        }
        catch (Files.DiskException)
        {
            return false;
        }
    }
}
