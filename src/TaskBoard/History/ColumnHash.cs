using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TaskBoard.History;

/// <summary>
/// A SHA-256 over columns such that no two rows give the same input: a domain prefix, then each column with its length before it, NULL told
/// apart from empty (see <see cref="EventChain"/> for the exact form).
/// </summary>
internal sealed class ColumnHash
{
    private readonly ArrayBufferWriter<byte> _input = new(512);

    public ColumnHash(string domain) => _input.Write(Encoding.ASCII.GetBytes(domain));

    /// <summary>Adds a column.</summary>
    public ColumnHash Add(string? column)
    {
        if (column is null)
        {
            _input.Write([(byte)0]);
            return this;
        }

        var bytes = StoredText.Write(column);
        Span<byte> prefix = stackalloc byte[9];
        prefix[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(prefix[1..], bytes.Length);
        _input.Write(prefix);
        _input.Write(bytes);
        return this;
    }

    /// <summary>The hash of what was added.</summary>
    public string ToHexadecimal() => Convert.ToHexStringLower(SHA256.HashData(_input.WrittenSpan));
}
