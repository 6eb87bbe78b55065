namespace TaskBoard.Mcp.Http.Wire;

/// <summary>
/// What a server takes, so that no caller can use up its memory or its time, and none without the token can keep those who have it from their connections. Who has the token
/// may take all connections and all requests there are, as it may do all else.
/// </summary>
internal sealed record HttpLimits
{
    /// <summary>The first line and the headers of a request, in bytes.</summary>
    public int HeadBytes { get; init; } = 16 * 1024;

    /// <summary>The body of a request, in bytes.</summary>
    public int BodyBytes { get; init; } = BoardMcpServer.MaxMessageBytes;

    /// <summary>The bodies of all requests that are being answered, in bytes.</summary>
    public int AllBodyBytes { get; init; } = 4 * BoardMcpServer.MaxMessageBytes;

    /// <summary>Connections at once; of those beyond, the oldest one goes that has not shown the token yet, and the new one where all have.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Requests at once, of those who may ask; one that waits counts as well.</summary>
    public int Requests { get; init; } = 64;

    /// <summary>How long the head of a request may take.</summary>
    public TimeSpan HeadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long its body may take.</summary>
    public TimeSpan BodyTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is said of connections that are closed since there are too many, once that was said.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection is kept for a next request.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a caller may take to accept a piece of its answer.</summary>
    public TimeSpan WriteTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long whoever was refused may go on sending what nobody reads: a connection that is closed before loses the answer on its way.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long requests may take to come to their end when the server does.</summary>
    public TimeSpan EndTime { get; init; } = TimeSpan.FromSeconds(5);
}
