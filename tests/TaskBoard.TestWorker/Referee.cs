using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.TestWorker;

/// <summary>
/// Sees whether two have the turn at once, by means that the protocol does not use: a lock on a file of its own, which nobody may find held,
/// and an owner's mark, which nobody may find changed. Counts turns by the size of a file that only grows.
/// </summary>
internal sealed class Referee(string directory) : IDisposable
{
    private readonly IDiskFile _lock = new RealDisk().OpenLockFile(Path.Combine(directory, "referee"));
    private readonly string _owner = Path.Combine(directory, "owner");
    private readonly SafeFileHandle _count =
        File.OpenHandle(Path.Combine(directory, "count"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);

    public int Violations { get; private set; }

    public long Count => RandomAccess.GetLength(_count);

    /// <summary>Watches one turn, which is being held.</summary>
    /// <param name="widen">Spends some time in it, and may die.</param>
    public void Watch(Action widen)
    {
        if (!_lock.TryLock(exclusive: true))
        {
            Report("two have the turn");
            return;
        }

        var mark = Guid.NewGuid().ToString();
        File.WriteAllText(_owner, mark);
        RandomAccess.Write(_count, "."u8, Count);
        widen();
        if (File.ReadAllText(_owner) != mark)
        {
            Report("somebody else had the turn meanwhile");
        }

        _lock.Unlock();
    }

    /// <summary>What the kernel does for the dead.</summary>
    public void Leave() => _lock.Unlock();

    public void Report(string what)
    {
        Violations++;
        Console.WriteLine(what);
    }

    public void Dispose()
    {
        _count.Dispose();
        _lock.Dispose();
    }
}
