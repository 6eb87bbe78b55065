using System.Text.Json;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// The requests that came in and have no answer yet. A client that sends what it has to say and ends its stream at once gets its answers all the same. Safe for use
/// by many threads.
/// </summary>
internal sealed class OpenRequests
{
    private readonly Lock _guard = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    /// <summary>A message came in: a request is open from now on, one that is cancelled is not answered any more.</summary>
    public void Came(IncomingMessage message)
    {
        if (message.Request is { } request)
        {
            lock (_guard)
            {
                _open[request] = _open.GetValueOrDefault(request) + 1;
            }
        }
        else if (message.Cancelled is { } cancelled)
        {
            Close(cancelled);
        }
    }

    /// <summary>A message went out, and may be the answer to one.</summary>
    /// <returns>The key of the request that it answers; null: it is no answer.</returns>
    public string? Went(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? id = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("method"u8))
            {
                return null;
            }

            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                id = IncomingMessage.KeyOf(JsonElement.ParseValue(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        if (id is not null)
        {
            Close(id);
        }

        return id;
    }

    /// <summary>Nothing more comes in: waits until all that came is answered, or for so long.</summary>
    public async Task EndAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (_guard)
        {
            _isOver = true;
            if (_open.Count == 0)
            {
                return;
            }
        }

        try
        {
            await _allAnswered.Task.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whatever it is that does not end, the client is gone.
        }
    }

    private void Close(string id)
    {
        lock (_guard)
        {
            switch (_open.GetValueOrDefault(id))
            {
                case 0:
                    return;
                case 1:
                    _open.Remove(id);
                    break;
                case var count:
                    _open[id] = count - 1;
                    break;
            }

            if (_isOver && _open.Count == 0)
            {
                _allAnswered.TrySetResult();
            }
        }
    }
}
