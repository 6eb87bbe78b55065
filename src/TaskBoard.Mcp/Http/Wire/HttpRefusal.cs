using System.Net;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>A request that is not taken. What it says is the server's own: it quotes nothing of the request.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="message">What is wrong, for whoever mends the caller.</param>
/// <param name="code">The code of JSON-RPC.</param>
internal sealed class HttpRefusal(HttpStatusCode status, string message, int code = HttpRefusal.Other) : Exception(message)
{
    /// <summary>What the specification has no code for.</summary>
    public const int Other = -32000;

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status => status;

    /// <summary>The code of JSON-RPC.</summary>
    public int Code => code;

    /// <summary>The id of the request, as JSON; null: it is not known.</summary>
    public string? Id { get; init; }

    /// <summary>More for programs, as JSON; null: nothing.</summary>
    public string? More { get; init; }

    /// <summary>A header that belongs to the status; null: none.</summary>
    public (string Name, string Value)? Header { get; init; }
}
