namespace TaskBoard.Tests.Simulation;

/// <content>What is looked at while it happens.</content>
internal sealed partial class SimulatedWorld
{
    /// <summary>How much had been written when each process began its last transaction but one, and its last.</summary>
    private readonly Dictionary<string, (long Before, long Last)> _begun = new(StringComparer.Ordinal);

    /// <summary>Told by a process's disk and journal of what only the holder of the turn may do, and of what was created and renamed.</summary>
    public void Watch(string owner, string what, string? path = null)
    {
        switch (what)
        {
            case "create":
                TakeLockFrom(owner, path!);
                return;
            case "renamed":
                LookAtWhatIsSetAside(owner, path!);
                return;
            case "BEGIN":
                _begun[owner] = (_begun.GetValueOrDefault(owner).Last, Files.Writes);
                break;
        }

        var exchanging = path == Paths.Board;
        if ((path is null || exchanging) && !Files.HoldsLock(owner, Paths.CommitLock))
        {
            Violate($"{owner} does {what} without commit.lock");
        }

        if ((what == "COMMIT" || exchanging) && !Files.HoldsLock(owner, Paths.Lock))
        {
            Violate($"{owner} does {what} without tasks.lock");
        }

        // Whoever judges a lock may have it in hand for a moment and put it back; but nobody changes anything in a living script's turn.
        if (ScriptsTurn && (what == "COMMIT" || exchanging))
        {
            Violate($"{owner} does {what} in the turn of a living script");
        }

        if (what == "BEGIN" && Database.Writer is { } other)
        {
            Violate($"{owner} begins while {other} writes");
        }
    }

    /// <summary>Somebody deletes the visible lock when a turn has begun its new file, and nothing is committed yet. Such a turn must change nothing.</summary>
    private void TakeLockFrom(string owner, string created)
    {
        if (Roughness.LockTheftChance > 0 && !Scheduler.Calm && Path.GetDirectoryName(created) == Paths.Swap
            && Files.HoldsLock(owner, Paths.Lock) && Random.NextDouble() < Roughness.LockTheftChance)
        {
            Files.Unbind(Paths.Lock);
            Scheduler.Note("person", "deletes", Paths.Lock);
        }
    }

    /// <summary>
    /// What is set aside is nowhere else, so its content and the name of its directory must survive a power cut before it has its new name. Looked at here, because it
    /// takes a deleted history, a save that nobody flushed and a cut at the right time to lose something by it. What an editor wrote only since the turn flushed the
    /// file is the editor's affair: this transaction was begun after that, and the one before it before.
    /// </summary>
    private void LookAtWhatIsSetAside(string owner, string path)
    {
        if (Path.GetDirectoryName(path) != Paths.Displaced)
        {
            return;
        }

        if (!Files.IsNameFlushed(Paths.Displaced))
        {
            Violate($"{owner} sets {path} aside in a directory that a power cut would take");
        }

        if (Files.At(path) is { IsFlushed: false } inode && inode.WrittenAt <= _begun.GetValueOrDefault(owner).Before)
        {
            Violate($"{owner} sets {path} aside, and a power cut would take what is in it");
        }
    }
}
