using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>Reads the body of a request, whole or in chunks (RFC 9112, section 7.1), and keeps no more than it may hold.</summary>
/// <param name="input">The connection.</param>
/// <param name="limit">The most bytes.</param>
/// <param name="share">What all bodies together may hold, of which this one takes; null: that does not matter.</param>
internal sealed class RequestBody(PipeReader input, int limit, BodyShare? share = null)
{
    private const int LongestLine = 256;
    private const int MostTrailers = 32;

    /// <summary>Seven hexadecimal digits are more than any limit, and less than a number overflows at.</summary>
    private const int MostDigits = 7;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was read.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Reads all of it.</summary>
    /// <param name="length">Its length; null: it comes in chunks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(int? length, CancellationToken cancellationToken)
    {
        if (length is { } whole)
        {
            await TakeAsync(whole, cancellationToken).ConfigureAwait(false);
            return;
        }

        while (SizeOf(await LineAsync(cancellationToken).ConfigureAwait(false)) is var size and > 0)
        {
            if (size > limit - _bytes.WrittenCount)
            {
                throw BodyLength.TooLong(limit);
            }

            await TakeAsync(size, cancellationToken).ConfigureAwait(false);
            if ((await LineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
            {
                throw Bad("A chunk is longer than it says.");
            }
        }

        for (var trailers = 0; (await LineAsync(cancellationToken).ConfigureAwait(false)).Length > 0; trailers++)
        {
            if (trailers == MostTrailers)
            {
                throw Bad("There are too many lines behind the last chunk.");
            }
        }
    }

    private static int SizeOf(string line)
    {
        var digits = line.Split(';')[0].TrimEnd(' ', '\t');
        return digits.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiHexDigit)
            ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw Bad("The length of a chunk cannot be read.");
    }

    private async Task TakeAsync(int count, CancellationToken cancellationToken)
    {
        share?.Take(count);
        while (count > 0)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var part = read.Buffer.Slice(0, Math.Min(count, read.Buffer.Length));
            foreach (var piece in part)
            {
                _bytes.Write(piece.Span);
            }

            count -= (int)part.Length;
            input.AdvanceTo(part.End);
            DemandMore(read, count > 0);
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (LineOf(read.Buffer) is { } line)
            {
                input.AdvanceTo(read.Buffer.GetPosition(line.Length + 2));

                // A bare LF is one: others might take it for the end of the line.
                return line.Any(c => c is '\u007f' or (< ' ' and not '\t')) ? throw Bad("Lines between chunks hold no control characters.") : line;
            }

            var length = read.Buffer.Length;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (length > LongestLine)
            {
                throw Bad("A line between chunks is too long.");
            }

            DemandMore(read, true);
        }
    }

    private static string? LineOf(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer.Slice(0, Math.Min(buffer.Length, LongestLine + 2)));
        return reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) ? Encoding.Latin1.GetString(line.ToArray()) : null;
    }

    private static void DemandMore(ReadResult read, bool wanted)
    {
        if (read.IsCompleted && wanted)
        {
            throw new EndOfStreamException("The caller went away in the middle of a request.");
        }
    }

    private static HttpRefusal Bad(string message) => new(HttpStatusCode.BadRequest, message);
}
