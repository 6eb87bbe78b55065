using System.Buffers;
using System.Security.Cryptography;

namespace TaskBoard.Files;

/// <summary>Writes a large text in parts of one size, through a buffer that is used again, and hashes it on the way.</summary>
internal sealed class TextParts(Action<ReadOnlySpan<byte>> write, int size) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(size);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _used;

    /// <summary>Adds what comes next.</summary>
    public void Add(ReadOnlyMemory<byte> text)
    {
        for (var rest = text.Span; rest.Length > 0;)
        {
            var taken = Math.Min(rest.Length, size - _used);
            rest[..taken].CopyTo(_buffer.AsSpan(_used));
            rest = rest[taken..];
            _used += taken;
            if (_used == size)
            {
                Write();
            }
        }
    }

    /// <summary>Writes what is left; answers the hash of all.</summary>
    public string End()
    {
        if (_used > 0)
        {
            Write();
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Write()
    {
        var part = _buffer.AsSpan(0, _used);
        _hash.AppendData(part);
        write(part);
        _used = 0;
    }
}
