using System.Diagnostics;
using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.TestWorker;

/// <summary>
/// A disk on which each step may take long, so that the windows between them are wide, and at one of which its user may die: by SIGKILL, or by
/// an exception after which nothing it does reaches the disk any more.
/// </summary>
/// <remarks>Steps of waiting (a lock that is held, a name that is taken) are not counted, or most would die of waiting and few of doing.</remarks>
internal sealed class MortalDisk(IDisk disk, Random random, int? dieAt, bool forReal) : IDisk
{
    private readonly List<IDiskFile> _open = [];

    // Half of the deaths come while a lock is being written, published and used, the other half anywhere.
    private bool _counts = random.Next(2) == 0;
    private int _steps;
    private bool _dead;

    /// <summary>One step.</summary>
    public void Step()
    {
        if (_dead || (_counts && ++_steps == dieAt))
        {
            if (forReal)
            {
                Process.GetCurrentProcess().Kill();
            }

            _dead = true;
            throw new Died();
        }

        switch (random.Next(24))
        {
            case 0:
                MachineProcesses.Current.Pause(TimeSpan.FromMilliseconds(random.Next(3)));
                break;
            case < 4:
                Thread.Yield();
                break;
        }
    }

    /// <summary>What the kernel does for the dead.</summary>
    public void CloseAll() => _open.ForEach(f => f.Dispose());

    public FileStamp? Stat(string path) => Do(() => disk.Stat(path));

    public FileBytes? Read(string path) => Do(() => disk.Read(path));

    public IDiskFile? CreateNew(string path, int? mode = null)
    {
        _counts = true;
        return Do(() => Opened(disk.CreateNew(path, mode)));
    }

    public IDiskFile? Open(string path) => Do(() => Opened(disk.Open(path)));

    public IDiskFile OpenLockFile(string path) => Do(() => Opened(disk.OpenLockFile(path)))!;

    public bool Link(string path, string newName) => Waited(Do(() => disk.Link(path, newName)));

    public bool Exchange(string path, string other) => Do(() => disk.Exchange(path, other));

    public bool Rename(string path, string newName) => Do(() => disk.Rename(path, newName));

    public bool Delete(string path) => Do(() => disk.Delete(path));

    public string? TakeOwnership(string directory, FileStamp other) => Do(() => disk.TakeOwnership(directory, other));

    public void FlushDirectory(string path) => Do(() => { disk.FlushDirectory(path); return true; });

    public IReadOnlyList<string> List(string path) => Do(() => disk.List(path));

    public void CreateDirectory(string path) => Do(() => { disk.CreateDirectory(path); return true; });

    public bool? IsClosedByAll(string path) => Do(() => disk.IsClosedByAll(path));

    public string FileSystemOf(string path) => disk.FileSystemOf(path);

    public string Resolve(string path) => disk.Resolve(path);

    private T Do<T>(Func<T> operation)
    {
        Step();
        return operation();
    }

    private bool Waited(bool done)
    {
        _steps -= done || !_counts ? 0 : 1;
        return done;
    }

    private MortalFile? Opened(IDiskFile? file)
    {
        if (file is null)
        {
            return null;
        }

        _open.Add(file);
        return new MortalFile(this, file);
    }

    /// <summary>Its user died here.</summary>
    public sealed class Died : Exception;

    private sealed class MortalFile(MortalDisk owner, IDiskFile file) : IDiskFile
    {
        public FileStamp Stamp() => owner.Do(file.Stamp);

        public byte[] ReadAll() => owner.Do(file.ReadAll);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            owner.Step();
            if (bytes.Length < 2)
            {
                file.Append(bytes);
                return;
            }

            // In two, so that one can die in between.
            file.Append(bytes[..(bytes.Length / 2)]);
            owner.Step();
            file.Append(bytes[(bytes.Length / 2)..]);
        }

        public void Flush() => owner.Do(() => { file.Flush(); return true; });

        public FileStamp? Backdate() => owner.Do(file.Backdate);

        public bool TryLock(bool exclusive) => owner.Waited(owner.Do(() => file.TryLock(exclusive)));

        public void Unlock() => owner.Do(() => { file.Unlock(); return true; });

        public string? TakeOwnershipOf(FileStamp other) => owner.Do(() => file.TakeOwnershipOf(other));

        public void Dispose()
        {
            owner.Step();
            owner._open.Remove(file);
            file.Dispose();
        }
    }
}
