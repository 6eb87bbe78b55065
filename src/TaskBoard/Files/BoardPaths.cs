using System.Globalization;

namespace TaskBoard.Files;

/// <summary>Where everything of a board is.</summary>
/// <param name="Directory">The board's directory, absolute, links resolved.</param>
internal sealed record BoardPaths(string Directory)
{
    /// <summary>The board.</summary>
    public string Board { get; } = Path.Combine(Directory, "tasks.json");

    /// <summary>The visible lock.</summary>
    public string Lock { get; } = Path.Combine(Directory, "tasks.lock");

    /// <summary>The directory of everything that is ours alone.</summary>
    public string Private { get; } = Path.Combine(Directory, ".taskboard");

    /// <summary>The history.</summary>
    public string History => Path.Combine(Private, "history.db");

    /// <summary>The history's write-ahead log, where it has one.</summary>
    public string HistoryLog => History + "-wal";

    /// <summary>Real mutual exclusion; permanent, empty.</summary>
    public string CommitLock => Path.Combine(Private, "commit.lock");

    /// <summary>Fairness; permanent, empty.</summary>
    public string GateLock => Path.Combine(Private, "gate.lock");

    /// <summary>When a script's lock was first seen as it is now.</summary>
    public string LockSeen => Path.Combine(Private, "lock-seen");

    /// <summary>The sticky mode.</summary>
    public string Mode => Path.Combine(Private, "mode");

    /// <summary>What everybody on this board agreed on; optional.</summary>
    public string Settings => Path.Combine(Private, "settings.json");

    /// <summary>What the guard for finished work has to tell; there only while it has.</summary>
    public string RemovedWork => Path.Combine(Private, "removed-work.json");

    /// <summary>New files on their way to <see cref="Board"/>, and displaced ones until they are known to be closed.</summary>
    public string Swap => Path.Combine(Private, "swap");

    /// <summary>Locks that were broken.</summary>
    public string Broken => Path.Combine(Private, "broken");

    /// <summary>Who broke each of them and why, until that is on record.</summary>
    public string BrokenNotes => Path.Combine(Private, "broken-notes");

    /// <summary>What people saved and TaskBoard could not read or had to move aside.</summary>
    public string Displaced => Path.Combine(Private, "displaced");

    /// <summary>Histories that were damaged, each in a directory of its own.</summary>
    public string Damaged => Path.Combine(Private, "damaged");

    /// <summary>Copies of the board and of its history.</summary>
    public string Backups => Path.Combine(Private, "backups");

    /// <summary>A permanent empty file for each name that a worker took, locked while one works under it.</summary>
    public string Workers => Path.Combine(Private, "workers");

    /// <summary>Keeps all of it out of version control.</summary>
    public string GitIgnore => Path.Combine(Private, ".gitignore");

    /// <summary>A file's name in messages, as seen from the board.</summary>
    public string NameOf(string path) => Path.GetRelativePath(Directory, path).Replace('\\', '/');

    /// <summary>The new file of a commit.</summary>
    public string SwapOf(long commit) => Path.Combine(Swap, commit.ToString(CultureInfo.InvariantCulture));
}
