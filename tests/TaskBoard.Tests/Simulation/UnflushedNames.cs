namespace TaskBoard.Tests.Simulation;

/// <summary>
/// Which names a power cut would leave. Every change of names waits here until a directory that it touches is flushed; a power cut drops any of
/// those that wait, each as a whole, and with it whatever was done later to the same names. (Real file systems keep more order than this.)
/// </summary>
internal sealed class UnflushedNames
{
    private readonly List<(string Path, SimulatedFiles.Inode? Inode)[]> _waiting = [];

    /// <summary>The names that survive anything.</summary>
    private readonly SortedDictionary<string, SimulatedFiles.Inode> _flushed = new(StringComparer.Ordinal);

    /// <summary>Notes one change: what each of these names stands for from now on.</summary>
    public void Add(params (string Path, SimulatedFiles.Inode? Inode)[] change) => _waiting.Add(change);

    /// <summary>Makes the names of a directory durable, and whatever had to happen before.</summary>
    public void Flush(string directory) => Flush(change => change.Any(c => Path.GetDirectoryName(c.Path) == directory));

    /// <summary>Makes everything durable.</summary>
    public void Flush() => Flush(_ => true);

    /// <summary>Whether a name stands for this inode whatever happens.</summary>
    public bool IsFlushed(string path, SimulatedFiles.Inode inode) => _flushed.TryGetValue(path, out var there) && there == inode;

    /// <summary>Whether a power cut could bring an inode back.</summary>
    public bool MayReturn(SimulatedFiles.Inode inode) =>
        _flushed.ContainsValue(inode) || _waiting.Exists(change => Array.Exists(change, c => c.Inode == inode));

    /// <summary>The power is cut: answers the names that are left.</summary>
    /// <param name="keeps">Asked for each change that was not flushed, in order.</param>
    public IReadOnlyDictionary<string, SimulatedFiles.Inode> Cut(Func<bool> keeps)
    {
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in _waiting)
        {
            // Asked in any case, so that one answer does not shift all others.
            if (!keeps() || Array.Exists(change, c => dropped.Contains(c.Path)))
            {
                dropped.UnionWith(change.Select(c => c.Path));
            }
            else
            {
                Apply(change);
            }
        }

        _waiting.Clear();
        foreach (var orphan in _flushed.Keys.Where(p => !HasDirectory(p)).ToArray())
        {
            _flushed.Remove(orphan);
        }

        return _flushed;
    }

    private void Flush(Func<(string Path, SimulatedFiles.Inode? Inode)[], bool> concerned)
    {
        var names = _waiting.Where(concerned).SelectMany(c => c).Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        var flushed = new HashSet<object>();
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (concerned(_waiting[i]) || Array.Exists(_waiting[i], c => names.Contains(c.Path)))
            {
                names.UnionWith(_waiting[i].Select(c => c.Path));
                flushed.Add(_waiting[i]);
            }
        }

        foreach (var change in _waiting.Where(flushed.Contains))
        {
            Apply(change);
        }

        _waiting.RemoveAll(flushed.Contains);
    }

    private void Apply((string Path, SimulatedFiles.Inode? Inode)[] change)
    {
        foreach (var (path, inode) in change)
        {
            if (inode is null)
            {
                _flushed.Remove(path);
            }
            else
            {
                _flushed[path] = inode;
            }
        }
    }

    private bool HasDirectory(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (!_flushed.ContainsKey(above))
            {
                return false;
            }
        }

        return true;
    }
}
