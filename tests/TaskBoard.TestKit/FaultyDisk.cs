using TaskBoard.Files;

namespace TaskBoard.TestKit;

/// <summary>
/// A disk that lists every call made and runs an action before or after the n-th call of a kind; the action may throw a
/// <see cref="DiskException"/>. Calls on open files are counted too, as <c>Append</c>, <c>Flush</c>, <c>TryLock</c> and so on. Safe for use by
/// many threads.
/// </summary>
internal sealed class FaultyDisk(IDisk inner) : IDisk
{
    private readonly Lock _guard = new();
    private readonly List<string> _calls = [];
    private readonly List<(string Call, int Number, bool Before, Action Action)> _plans = [];
    private readonly List<(string Call, string Path, bool Before, Action Action)> _next = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Whether the system says what is open; false: as on systems that cannot.</summary>
    public bool CanTellWhatIsOpen { get; set; } = true;

    /// <summary>What keeps the board's name from being exchanged; null: as the disk says.</summary>
    public NameHold? Hold { get; set; }

    /// <summary>What is read while somebody writes: makes of what a file holds what comes of it. Itself where nobody does.</summary>
    public Func<FileBytes, FileBytes> Torn { get; set; } = static read => read;

    /// <summary>All calls so far, each with the path it was about.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_guard)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Fails the n-th call (from 1, counted from the beginning) before it does anything.</summary>
    public void Fail(string call, int number, DiskFault fault, string message = "injected") =>
        Before(call, number, () => throw new DiskException(fault, call, "(injected)", message));

    /// <summary>Runs an action before the n-th call.</summary>
    public void Before(string call, int number, Action action) => _plans.Add((call, number, true, action));

    /// <summary>Runs an action after the n-th call.</summary>
    public void After(string call, int number, Action action) => _plans.Add((call, number, false, action));

    /// <summary>Runs an action once, before the next call of a kind about a path (of two names, the second).</summary>
    public void BeforeNext(string call, string path, Action action) => AddNext((call, path, true, action));

    /// <summary>Runs an action once, after the next call of a kind about a path (of two names, the second).</summary>
    public void AfterNext(string call, string path, Action action) => AddNext((call, path, false, action));

    public FileStamp? Stat(string path) => Do(nameof(Stat), path, () => inner.Stat(path));

    public FileBytes? Read(string path) => Do(nameof(Read), path, () => inner.Read(path) is { } read ? Torn(read) : null);

    public IDiskFile? CreateNew(string path, int? mode = null) => Do(nameof(CreateNew), path, () => Wrap(inner.CreateNew(path, mode), path));

    public IDiskFile? Open(string path) => Do(nameof(Open), path, () => Wrap(inner.Open(path), path));

    public IDiskFile OpenLockFile(string path) => Do(nameof(OpenLockFile), path, () => Wrap(inner.OpenLockFile(path), path)!);

    public bool Link(string path, string newName) => Do(nameof(Link), newName, () => inner.Link(path, newName));

    public bool Exchange(string path, string other) => Do(nameof(Exchange), other, () => inner.Exchange(path, other));

    public bool Rename(string path, string newName) => Do(nameof(Rename), newName, () => inner.Rename(path, newName));

    public bool Delete(string path) => Do(nameof(Delete), path, () => inner.Delete(path));

    public void FlushDirectory(string path) => Do(nameof(FlushDirectory), path, () => inner.FlushDirectory(path));

    public IReadOnlyList<string> List(string path) => Do(nameof(List), path, () => inner.List(path));

    public void CreateDirectory(string path) => Do(nameof(CreateDirectory), path, () => inner.CreateDirectory(path));

    public string? TakeOwnership(string directory, FileStamp other) => Do(nameof(TakeOwnership), directory, () => inner.TakeOwnership(directory, other));

    public bool? IsClosedByAll(string path) => Do(nameof(IsClosedByAll), path, () => CanTellWhatIsOpen ? inner.IsClosedByAll(path) : null);

    public string FileSystemOf(string path) => Do(nameof(FileSystemOf), path, () => inner.FileSystemOf(path));

    public NameHold HoldOn(string path) => Hold ?? inner.HoldOn(path);

    public uint? User => inner.User;

    public long? FreeBytesAt(string path) => inner.FreeBytesAt(path);

    public string Resolve(string path) => Do(nameof(Resolve), path, () => inner.Resolve(path));

    internal void Do(string call, string path, Action action) => Do(call, path, () =>
    {
        action();
        return true;
    });

    internal T Do<T>(string call, string path, Func<T> action)
    {
        int number;
        lock (_guard)
        {
            _calls.Add($"{call} {path}");
            number = _counts[call] = _counts.GetValueOrDefault(call) + 1;
        }

        Run(call, path, number, before: true);
        var result = action();
        Run(call, path, number, before: false);
        return result;
    }

    private void AddNext((string Call, string Path, bool Before, Action Action) plan)
    {
        lock (_guard)
        {
            _next.Add(plan);
        }
    }

    private void Run(string call, string path, int number, bool before)
    {
        Action[] due;
        lock (_guard)
        {
            due =
            [
                .. _plans.Where(p => p.Call == call && p.Number == number && p.Before == before).Select(p => p.Action),
                .. _next.Where(p => p.Call == call && p.Path == path && p.Before == before).Select(p => p.Action),
            ];
            _next.RemoveAll(p => p.Call == call && p.Path == path && p.Before == before);
        }

        foreach (var action in due)
        {
            action();
        }
    }

    private FaultyDiskFile? Wrap(IDiskFile? file, string path) => file is null ? null : new FaultyDiskFile(this, file, path);
}
