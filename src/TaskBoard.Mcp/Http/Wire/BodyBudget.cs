using System.Net;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>What the bodies of all requests that are being answered may hold together: a message takes many times its bytes once it is read. Safe for use by many threads.</summary>
internal sealed class BodyBudget(long bytes)
{
    private long _taken;

    /// <summary>Takes bytes.</summary>
    /// <exception cref="HttpRefusal">There are not so many left.</exception>
    public void Take(int count)
    {
        if (Interlocked.Add(ref _taken, count) > bytes)
        {
            Give(count);
            throw new HttpRefusal(HttpStatusCode.ServiceUnavailable, $"The messages that are being answered hold {bytes} bytes together, which is all there is; nothing was done. The same again, later.")
            {
                Header = ("Retry-After", "1"),
            };
        }
    }

    /// <summary>Gives bytes back.</summary>
    public void Give(long count) => Interlocked.Add(ref _taken, -count);
}

/// <summary>What one request takes of it, until it is disposed.</summary>
internal sealed class BodyShare(BodyBudget budget) : IDisposable
{
    private long _held;

    /// <summary>Takes bytes.</summary>
    /// <exception cref="HttpRefusal">There are not so many left.</exception>
    public void Take(int count)
    {
        budget.Take(count);
        _held += count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.Give(_held);
        _held = 0;
    }
}
