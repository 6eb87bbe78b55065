using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation;

/// <content>What of all this is on the disk, and what only in memory.</content>
internal sealed partial class SimulatedFiles
{
    private readonly UnflushedNames _unflushed = new();

    /// <summary>Inodes without a name whose number is not free yet, because a power cut could bring them back.</summary>
    private readonly List<Inode> _gone = [];

    /// <summary>Makes the content of a file durable.</summary>
    public static void Flush(Inode inode) => inode.Flushed = inode.Content;

    /// <summary>Makes the names of a directory durable.</summary>
    public void FlushDirectory(string path)
    {
        _unflushed.Flush(path);
        Recycle();
    }

    /// <summary>Whether a power cut would leave a name as it is.</summary>
    public bool IsNameFlushed(string path) => At(path) is { } inode && _unflushed.IsFlushed(path, inode);

    /// <summary>Whether a word stands in any file of a directory.</summary>
    public bool HoldIn(string directory, string word) =>
        NamesIn(directory).Any(n => Holds(Path.Combine(directory, n), word));

    /// <summary>Whether a word stands in the file at a path.</summary>
    public bool Holds(string path, string word) => At(path) is { } inode && Encoding.UTF8.GetString(inode.Content).Contains(word, StringComparison.Ordinal);

    /// <summary>Makes everything durable, as <c>sync</c> does.</summary>
    public void FlushAll()
    {
        foreach (var inode in _names.Values)
        {
            Flush(inode);
        }

        _unflushed.Flush();
        Recycle();
    }

    /// <summary>The power is cut: nothing is open or locked any more, and of what was not flushed any part may be gone.</summary>
    public void CutPower(Random random)
    {
        foreach (var handle in _handles.ToArray())
        {
            handle.Lock = null;
        }

        _handles.Clear();
        foreach (var inode in _names.Values)
        {
            inode.Links = 0;
        }

        var kept = random.Next(5) switch { 0 => 0, 1 => 100, 2 => 95, 3 => 50, _ => 10 };
        _names.Clear();
        foreach (var (path, inode) in _unflushed.Cut(() => random.Next(100) < kept))
        {
            _names[path] = inode;
            inode.Links = 0;
        }

        foreach (var inode in _names.Values)
        {
            if (inode.Links++ == 0)
            {
                inode.Content = Remains(inode, random);
                Flush(inode);
                inode.BeingWritten = null;
            }
        }

        _gone.Clear();
        _free.ExceptWith(_names.Values.Select(i => i.Number));
    }

    private static byte[] Remains(Inode inode, Random random)
    {
        if (inode.Kind != FileKind.File || inode.IsFlushed)
        {
            return inode.Content;
        }

        // People's editors keep what they are about to overwrite until they are done; what TaskBoard writes without a flush may be torn.
        return inode.BeingWritten is not null ? inode.Flushed
            : random.Next(inode.IsByHand ? 2 : 3) switch
            {
                0 => inode.Flushed,
                1 => inode.Content,
                _ => inode.Content[..random.Next(inode.Content.Length + 1)],
            };
    }

    private void Recycle()
    {
        foreach (var inode in _gone.Where(i => !_unflushed.MayReturn(i)).ToArray())
        {
            _gone.Remove(inode);
            _free.Add(inode.Number);
        }
    }
}
