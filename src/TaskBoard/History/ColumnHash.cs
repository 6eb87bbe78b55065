using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskBoard.History;

/// <summary>
/// A SHA-256 over columns such that no two rows give the same input: a domain prefix, then each column with its length before it, NULL told
/// apart from empty (see <see cref="EventChain"/> for the exact form). Used again and again by one thread: <see cref="Begin"/> forgets what was added.
/// </summary>
internal sealed class ColumnHash
{
    /// <summary>How many hexadecimal digits a hash has.</summary>
    public const int Digits = 2 * SHA256.HashSizeInBytes;

    private const int PrefixSize = 1 + sizeof(long);
    private const int MostDigitsOfANumber = 20;

    private readonly ArrayBufferWriter<byte> _input = new(512);

    /// <summary>Begins anew with a domain, in ASCII.</summary>
    public ColumnHash Begin(string domain)
    {
        _input.ResetWrittenCount();
        _input.Advance(Encoding.ASCII.GetBytes(domain, _input.GetSpan(domain.Length)));
        return this;
    }

    /// <summary>Adds a column: text, or NULL.</summary>
    public ColumnHash Add(string? column)
    {
        if (column is null)
        {
            return AddNull();
        }

        var size = StoredText.SizeOf(column);
        StoredText.Write(column, Room(size));
        _input.Advance(PrefixSize + size);
        return this;
    }

    /// <summary>Adds a column: a number, in decimal.</summary>
    public ColumnHash Add(long column)
    {
        Span<byte> digits = stackalloc byte[MostDigitsOfANumber];
        Utf8Formatter.TryFormat(column, digits, out var size);
        return Add(digits[..size]);
    }

    /// <summary>Adds a column: text as it is stored.</summary>
    public ColumnHash Add(ReadOnlySpan<byte> stored)
    {
        stored.CopyTo(Room(stored.Length));
        _input.Advance(PrefixSize + stored.Length);
        return this;
    }

    /// <summary>Adds a column that is NULL.</summary>
    public ColumnHash AddNull()
    {
        _input.Write([(byte)0]);
        return this;
    }

    /// <summary>The hash of what was added.</summary>
    public string ToHexadecimal() => Convert.ToHexStringLower(SHA256.HashData(_input.WrittenSpan));

    /// <summary>The same as ASCII digits, of which there are <see cref="Digits"/>.</summary>
    public void WriteHexadecimal(Span<byte> into)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_input.WrittenSpan, hash);
        Convert.TryToHexStringLower(hash, into, out _);
    }

    /// <summary>Room for a column of this size, with what stands before it written.</summary>
    private Span<byte> Room(int size)
    {
        var room = _input.GetSpan(PrefixSize + size);
        room[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(room[1..], size);
        return room.Slice(PrefixSize, size);
    }
}
