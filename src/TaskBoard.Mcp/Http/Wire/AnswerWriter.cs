using System.Net;
using System.Text;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>Writes an answer: its head, and its body at once or in chunks. Headers are the server's own; nothing of a board or of a caller may stand in one.</summary>
internal sealed class AnswerWriter(Stream output, HttpLimits limits, TimeProvider clock)
{
    /// <summary>Writes a whole answer.</summary>
    public Task WriteAsync(HttpStatusCode status, bool close, ReadOnlyMemory<byte> body, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken) =>
        SendAsync([.. Head(status, close, headers.Append(("Content-Length", $"{body.Length}"))), .. body.Span], cancellationToken);

    /// <summary>Writes the head of an answer whose body comes in chunks.</summary>
    public Task BeginAsync(HttpStatusCode status, bool close, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken) =>
        SendAsync(Head(status, close, headers.Append(("Transfer-Encoding", "chunked"))), cancellationToken);

    /// <summary>Writes a chunk; an empty one is the end of the answer.</summary>
    public Task ChunkAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        SendAsync([.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes.Span, .. "\r\n"u8], cancellationToken);

    /// <summary>Tells a caller that waits for it to send the body.</summary>
    public Task ContinueAsync(CancellationToken cancellationToken) => SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);

    private static byte[] Head(HttpStatusCode status, bool close, IEnumerable<(string Name, string Value)> headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)status} {Reason(status)}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        head.Append(close ? "Connection: close\r\n" : "").Append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n");
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    // The words are for people who look at the wire.
    private static string Reason(HttpStatusCode status) => status == HttpStatusCode.OK ? "OK" : string.Concat(status.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}"));

    /// <summary>A caller that does not read what it asked for is left.</summary>
    private async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limits.WriteTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await output.WriteAsync(bytes, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The caller does not read its answer.", e);
        }
    }
}
