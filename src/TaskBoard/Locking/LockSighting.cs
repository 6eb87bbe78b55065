using System.Buffers.Binary;
using System.Security.Cryptography;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// What was found under the name of a lock. Holds the file open, so that its number is given to no other file while it is being judged
/// and broken.
/// </summary>
internal sealed class LockSighting(FileStamp stamp, byte[] bytes, LockText text, IDiskFile? file) : IDisposable
{
    private string? _id;

    /// <summary>The file.</summary>
    public FileStamp Stamp { get; } = stamp;

    /// <summary>What it held.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>What that means.</summary>
    public LockText Text { get; } = text;

    /// <summary>The record; null: it is none.</summary>
    public LockRecord? Record => Text.Record;

    /// <summary>The open file; null: it is no file that may be opened.</summary>
    public IDiskFile? File { get; } = file;

    /// <summary>A hash of content and identity, to name exactly this lock.</summary>
    public string Id => _id ??= Hash(withTime: false);

    /// <summary>The same with its modification time, to see whether it was touched.</summary>
    public string State => Hash(withTime: true);

    /// <inheritdoc/>
    public void Dispose() => File?.Dispose();

    private string Hash(bool withTime)
    {
        var input = new byte[24 + Bytes.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(input, Stamp.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(input.AsSpan(8), Stamp.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(16), withTime ? Stamp.Modified : 0);
        Bytes.CopyTo(input, 24);
        return Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8));
    }
}
