using System.Buffers;
using System.Net;
using System.Text;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>
/// The first line and the headers of a request of HTTP/1.1 (RFC 9112). Strict: whatever different programs might understand differently is refused, and a header that is
/// given twice is one with both values, so that none of those that may stand once only can be given twice.
/// </summary>
internal sealed class RequestHead
{
    private const byte Delete = 0x7f;

    private static readonly SearchValues<char> s_token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target) => (Method, Target) = (method, target);

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The path, and what follows it; begins with a slash.</summary>
    public string Target { get; }

    /// <summary>Whether the caller wants no further request on the connection.</summary>
    public bool WantsClose => (this["Connection"] ?? "").Split(',', StringSplitOptions.TrimEntries).Contains("close", StringComparer.OrdinalIgnoreCase);

    /// <summary>A header; null: it is not there.</summary>
    public string? this[string name] => _headers.GetValueOrDefault(name);

    /// <summary>Reads a head.</summary>
    /// <param name="head">Its lines, without the empty one at its end.</param>
    /// <exception cref="HttpRefusal">It is none.</exception>
    public static RequestHead Parse(ReadOnlySpan<byte> head)
    {
        foreach (var b in head)
        {
            if (b is Delete or (< (byte)' ' and not ((byte)'\t' or (byte)'\r' or (byte)'\n')))
            {
                throw Bad("A head holds no control characters.");
            }
        }

        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (lines.Any(line => line.AsSpan().ContainsAny('\r', '\n')))
        {
            throw Bad("Lines of a head end with CR LF.");
        }

        var result = OfFirstLine(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            result.Add(line);
        }

        return result;
    }

    private static RequestHead OfFirstLine(string line)
    {
        if (line.Split(' ') is not [var method, var target, var version] || !IsToken(method) || !version.StartsWith("HTTP/", StringComparison.Ordinal))
        {
            throw Bad("This is no request of HTTP/1.1 in plain text; this server speaks no TLS.");
        }

        if (version != "HTTP/1.1")
        {
            throw new HttpRefusal(HttpStatusCode.HttpVersionNotSupported, "This server speaks HTTP/1.1.");
        }

        return target.StartsWith('/') && target.All(c => c is > ' ' and < (char)Delete) ? new RequestHead(method, target) : throw Bad("The target of a request is a path.");
    }

    private void Add(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !IsToken(line.AsSpan(0, colon)))
        {
            throw Bad("A header is a name, a colon and a value, on one line.");
        }

        var (name, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        _headers[name] = _headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
    }

    private static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_token);

    private static HttpRefusal Bad(string message) => new(HttpStatusCode.BadRequest, message);
}
