namespace TaskBoard.Tests.Simulation;

/// <summary>The history of a simulated machine: one database per file that ever had its name, for whoever deletes the file begins a new history.</summary>
internal sealed class SimulatedDatabase(SimulatedFiles files, string path)
{
    private readonly Dictionary<SimulatedFiles.Inode, Stored> _stored = [];

    /// <summary>What the database under the name holds; nothing where there is none.</summary>
    public JournalState Committed => files.At(path) is { } inode && _stored.TryGetValue(inode, out var stored) ? stored.Committed : new JournalState();

    /// <summary>Whether there is one.</summary>
    public bool Exists => files.At(path) is not null;

    /// <summary>Whose transaction is open; null: nobody's.</summary>
    public string? Writer => files.At(path) is { } inode && _stored.TryGetValue(inode, out var stored) ? stored.Writer : null;

    /// <summary>Told of each commit: what was there before, and what is there now.</summary>
    public Action<JournalState, JournalState>? Watch { get; init; }

    /// <summary>Whether what is made durable is not: a protocol that is broken on purpose.</summary>
    public bool ForgetsFlushes { get; set; }

    /// <summary>Opens the database, making it where it is missing.</summary>
    public (Stored Stored, SimulatedFiles.Handle Handle) Open(string owner)
    {
        var inode = files.At(path) ?? files.Create(path, 0x1A4)!;
        if (!_stored.TryGetValue(inode, out var stored))
        {
            // As SQLite does: the first flush of the log makes its directory durable too.
            stored = _stored[inode] = new Stored(this, () => files.FlushDirectory(Path.GetDirectoryName(path)!));
        }

        return (stored, files.Open(inode, owner, writing: true));
    }

    /// <summary>Closes it.</summary>
    public void Close(SimulatedFiles.Handle handle) => files.Close(handle);

    /// <summary>What the kernel and SQLite do when a process dies.</summary>
    public void CloseAllOf(string owner)
    {
        foreach (var stored in _stored.Values.Where(s => s.Writer == owner))
        {
            stored.Writer = null;
        }
    }

    /// <summary>The power is cut: commits that were not made durable may be gone, the newest first.</summary>
    public void CutPower(Random random)
    {
        foreach (var stored in _stored.Values)
        {
            stored.CutPower(random);
        }
    }

    /// <summary>One database.</summary>
    internal sealed class Stored(SimulatedDatabase database, Action flushDirectory)
    {
        private readonly List<JournalState> _unflushed = [];
        private JournalState _flushed = new();
        private bool _isNamed;
        private bool _hasHole;

        /// <summary>What was committed, durably or not.</summary>
        public JournalState Committed => _unflushed.Count > 0 ? _unflushed[^1] : _flushed;

        /// <summary>Whose transaction is open; null: nobody's.</summary>
        public string? Writer { get; set; }

        /// <summary>Commits.</summary>
        /// <param name="state">The new state.</param>
        /// <param name="durable">Whether the log is flushed, and says so.</param>
        /// <param name="failed">
        /// Whether flushing failed. The system may have dropped that part of the log and takes it for written, so that no later flush of the
        /// log is worth anything until the log is written into the database.
        /// </param>
        public void Commit(JournalState state, bool durable, bool failed)
        {
            database.Watch?.Invoke(Committed, state);
            _unflushed.Add(state);
            _hasHole |= failed;
            if (durable && !_hasHole && !database.ForgetsFlushes)
            {
                Flush();
            }
        }

        /// <summary>The log is written into the database, which is flushed.</summary>
        public void Checkpoint()
        {
            _hasHole = false;
            Flush();
        }

        private void Flush()
        {
            _flushed = Committed;
            _unflushed.Clear();
            if (!_isNamed)
            {
                _isNamed = true;
                flushDirectory();
            }
        }

        public void CutPower(Random random)
        {
            (Writer, _hasHole) = (null, false);
            var left = random.Next(_unflushed.Count + 1);
            _flushed = left == 0 ? _flushed : _unflushed[left - 1];
            _unflushed.Clear();
        }
    }
}
