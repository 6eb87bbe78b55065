using System.Globalization;
using System.Net;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>How long the body of a request is.</summary>
internal static class BodyLength
{
    /// <summary>Its length in bytes; null: it comes in chunks that say their own.</summary>
    /// <exception cref="HttpRefusal">That is not clear, or too much.</exception>
    public static int? Of(RequestHead head, int limit)
    {
        var (length, coding) = (head["Content-Length"], head["Transfer-Encoding"]);
        if (coding is not null)
        {
            // Both at once is how requests are smuggled past whoever looks at one only.
            return length is not null ? throw new HttpRefusal(HttpStatusCode.BadRequest, "Content-Length and Transfer-Encoding exclude each other.")
                : coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? null
                : throw new HttpRefusal(HttpStatusCode.NotImplemented, "The only Transfer-Encoding that is taken is chunked.");
        }

        if (length is null)
        {
            return 0;
        }

        if (length.Length == 0 || !length.All(char.IsAsciiDigit))
        {
            throw new HttpRefusal(HttpStatusCode.BadRequest, "Content-Length is one number.");
        }

        return long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= limit ? (int)bytes : throw TooLong(limit);
    }

    /// <summary>A body that is too long.</summary>
    public static HttpRefusal TooLong(int limit) => new(
        HttpStatusCode.RequestEntityTooLarge, $"A message may have {limit} bytes; nothing was done. Send less at once; long texts belong into files that tasks name.");
}
