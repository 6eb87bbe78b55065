using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>
/// The connections that are open, never more than may be. Programs that do not have the token can open as many as they like, so that theirs go first: the oldest one, since
/// a caller that has the token shows it at once. Safe for use by many threads.
/// </summary>
internal sealed class OpenConnections(HttpLimits limits, TimeProvider clock, ServerLog log)
{
    private readonly LinkedList<HttpConnection> _open = [];
    private readonly Lock _guard = new();

    private long? _told;

    /// <summary>Takes a connection, and closes another one for it where it must.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool TryAdd(HttpConnection connection)
    {
        lock (_guard)
        {
            if (_open.Count >= limits.Connections)
            {
                Tell();
                if (_open.FirstOrDefault(c => c.DropUnlessAdmitted()) is not { } dropped)
                {
                    return false;
                }

                _open.Remove(dropped);
            }

            _open.AddLast(connection);
            return true;
        }
    }

    /// <summary>A connection has come to its end.</summary>
    public void Remove(HttpConnection connection)
    {
        lock (_guard)
        {
            _open.Remove(connection);
        }
    }

    /// <summary>Once in a while: whoever opens too many must not fill the log as well.</summary>
    private void Tell()
    {
        if (_told is { } told && clock.GetElapsedTime(told) < limits.QuietTime)
        {
            return;
        }

        _told = clock.GetTimestamp();
        log.Write($"A connection was closed: {limits.Connections} are open. Of others nothing is said for a while.");
    }
}
