namespace TaskBoard.Files;

/// <summary>An open file of a <see cref="MemoryDisk"/>.</summary>
internal sealed class MemoryDiskFile : IDiskFile
{
    private readonly MemoryStore _store;
    private readonly MemoryNode _node;
    private readonly string _path;
    private readonly Action<MemoryDiskFile> _onClose;
    private bool _closed;

    public MemoryDiskFile(MemoryStore store, MemoryNode node, string path, Action<MemoryDiskFile> onClose)
    {
        (_store, _node, _path, _onClose) = (store, node, path, onClose);
        _node.Open++;
    }

    /// <inheritdoc/>
    public FileStamp Stamp()
    {
        lock (_store)
        {
            return Node.Stamp();
        }
    }

    /// <inheritdoc/>
    public byte[] ReadAll()
    {
        lock (_store)
        {
            return [.. Node.Bytes];
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_store)
        {
            Node.Bytes = [.. Node.Bytes, .. bytes];
            Node.Modified = _store.NextTick();
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_store)
        {
            _ = Node;
        }
    }

    /// <inheritdoc/>
    public FileStamp? Backdate()
    {
        lock (_store)
        {
            // No two writes have the same time here.
            Node.Modified--;
            return Stamp();
        }
    }

    /// <inheritdoc/>
    public bool TryLock(bool exclusive)
    {
        lock (_store)
        {
            if (Node.Locks.Any(held => held.Key != this && (exclusive || held.Value)))
            {
                return false;
            }

            Node.Locks[this] = exclusive;
            return true;
        }
    }

    /// <inheritdoc/>
    public void Unlock()
    {
        lock (_store)
        {
            Node.Locks.Remove(this);
        }
    }

    /// <inheritdoc/>
    public string? TakeOwnershipOf(FileStamp other)
    {
        lock (_store)
        {
            Node.Mode = other.Mode;
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_store)
        {
            if (!_closed)
            {
                _closed = true;
                _node.Open--;
                _node.Locks.Remove(this);
                _onClose(this);
            }
        }
    }

    private MemoryNode Node => _closed ? throw new ObjectDisposedException(_path) : _node;
}
