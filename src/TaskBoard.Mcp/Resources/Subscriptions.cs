using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Resources;

/// <summary>
/// Tells clients that a resource has changed, by both generations of the protocol: older ones subscribe to a URI and hear of it on the connection; newer ones hold a
/// request open, and whatever is told carries its id. What people edit by hand counts as well. Safe for use by many threads.
/// </summary>
internal sealed class Subscriptions(BoardSession session)
{
    private readonly ConcurrentDictionary<string, ResourceName> _subscribed = new(StringComparer.Ordinal);
    private int _begun;

    /// <summary>Subscribes for the connection.</summary>
    public EmptyResult Add(McpServer server, string uri)
    {
        _subscribed[uri] = ResourceName.Of(uri) ?? throw new McpProtocolException("There is no such resource.", McpErrorCode.ResourceNotFound);
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _ = session.Running(WatchForConnectionAsync(server));
        }

        return new EmptyResult();
    }

    /// <summary>Ends a subscription of the connection.</summary>
    public EmptyResult Remove(string uri)
    {
        _subscribed.TryRemove(uri, out _);
        return new EmptyResult();
    }

    /// <summary>Serves a request that is held open until the client cancels it.</summary>
    public async Task<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var uris = (request.Params.Notifications?.ResourceSubscriptions ?? []).Select(uri => (Uri: uri, Name: ResourceName.Of(uri)))
            .Where(s => s.Name is not null).DistinctBy(s => s.Uri).ToDictionary(s => s.Uri, s => s.Name!.Value, StringComparer.Ordinal);
        var id = request.JsonRpcRequest.Id.Id switch
        {
            long number => JsonValue.Create(number),
            var other => JsonValue.Create(other?.ToString()),
        };

        // Listened for before it is said, so that nothing between is missed.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Ended);
        var acknowledged = new TaskCompletionSource();
        var watching = session.Running(WatchAsync(() => uris, uri => TellAsync(request.Server, uri, id, acknowledged.Task), end.Token));
        await request.Server.SendMessageAsync(
            new JsonRpcNotification
            {
                Method = NotificationMethods.SubscriptionsAcknowledgedNotification,
                Params = new JsonObject
                {
                    ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. uris.Keys.Select(uri => JsonValue.Create(uri))]) },
                    ["_meta"] = Meta(id),
                },
            },
            cancellationToken).ConfigureAwait(false);
        acknowledged.SetResult();
        await watching.ConfigureAwait(false);
        return new EmptyResult();
    }

    private async Task WatchForConnectionAsync(McpServer server)
    {
        await WatchAsync(() => _subscribed, uri => TellAsync(server, uri, null), session.Ended).ConfigureAwait(false);

        // Where there was no board yet, say: whoever subscribes later begins it anew.
        Volatile.Write(ref _begun, 0);
    }

    private static async Task TellAsync(McpServer server, string uri, JsonValue? subscription, Task? first = null)
    {
        await (first ?? Task.CompletedTask).ConfigureAwait(false);
        var parameters = new JsonObject { ["uri"] = uri };
        if (subscription is not null)
        {
            parameters["_meta"] = Meta(subscription);
        }

        await server.SendMessageAsync(new JsonRpcNotification { Method = NotificationMethods.ResourceUpdatedNotification, Params = parameters }).ConfigureAwait(false);
    }

    private static JsonObject Meta(JsonValue? id) => new() { [MetaKeys.SubscriptionId] = id?.DeepClone() };

    private async Task WatchAsync(Func<IReadOnlyDictionary<string, ResourceName>> wanted, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        try
        {
            var board = await session.Boards.GetAsync(null, cancellationToken).ConfigureAwait(false);
            await foreach (var e in board.WatchAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                foreach (var uri in wanted().Where(w => w.Value.IsChangedBy(e)).Select(w => w.Key).ToList())
                {
                    await tell(uri).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception e) when (e is ToolRefusal or BoardException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            session.Log.Write($"Nobody is told of changes any more: {e.Message}");
        }
    }
}
