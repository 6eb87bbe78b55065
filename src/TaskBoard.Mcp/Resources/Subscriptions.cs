using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Resources;

/// <summary>
/// Tells clients that a resource has changed, by both generations of the protocol: older ones subscribe to a URI and hear of it on the connection; newer ones hold a
/// request open, and whatever is told carries its id. What people edit by hand counts as well, also in the files of personas. Safe for use by many threads.
/// </summary>
internal sealed class Subscriptions(BoardSession session)
{
    private readonly ConcurrentDictionary<string, ResourceName> _subscribed = new(StringComparer.Ordinal);
    private PersonaWatch? _personas;
    private int _begun;

    /// <summary>Subscribes for the connection: whatever changes after the answer is told.</summary>
    /// <exception cref="McpProtocolException">There is no such resource, or nothing that could be listened to.</exception>
    public async Task<EmptyResult> AddAsync(McpServer server, string uri, CancellationToken cancellationToken)
    {
        var name = ResourceName.Of(uri) ?? throw new McpProtocolException("There is no such resource.", McpErrorCode.ResourceNotFound);
        var start = await StartAsync(cancellationToken).ConfigureAwait(false);
        var personas = LazyInitializer.EnsureInitialized(ref _personas, () => new PersonaWatch(start.Board, session.Options.TimeProvider));
        await BeginAsync(personas, uri, name, cancellationToken).ConfigureAwait(false);
        _subscribed[uri] = name;
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _ = session.Running(WatchForConnectionAsync(server, start, personas));
        }

        return new EmptyResult();
    }

    /// <summary>Ends a subscription of the connection.</summary>
    public EmptyResult Remove(string uri)
    {
        _subscribed.TryRemove(uri, out _);
        _personas?.Forget(uri);
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

        // What is told begins where the board was before it is said, so that nothing between is missed.
        var start = await StartAsync(cancellationToken).ConfigureAwait(false);
        using var personas = new PersonaWatch(start.Board, session.Options.TimeProvider);
        foreach (var (uri, name) in uris)
        {
            await BeginAsync(personas, uri, name, cancellationToken).ConfigureAwait(false);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Ended);
        var acknowledged = new TaskCompletionSource();
        var watching = session.Running(WatchAsync(start, personas, () => uris, uri => TellAsync(request.Server, uri, id, acknowledged.Task), end.Token));
        try
        {
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
        }
        finally
        {
            // Where it could not be acknowledged, nothing is told any more, and nobody goes on watching.
            await end.CancelAsync().ConfigureAwait(false);
            acknowledged.TrySetCanceled(CancellationToken.None);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new EmptyResult();
    }

    private async Task WatchForConnectionAsync(McpServer server, (Board Board, long Revision) start, PersonaWatch personas)
    {
        await WatchAsync(start, personas, () => _subscribed, uri => TellAsync(server, uri, null), session.Ended).ConfigureAwait(false);

        // Where the history cannot be read any more, say: whoever subscribes later begins it anew.
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

    /// <summary>The board, and where it is now.</summary>
    private async Task<(Board Board, long Revision)> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var board = await session.Boards.GetAsync(null, cancellationToken).ConfigureAwait(false);
            return (board, await board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is ToolRefusal or BoardException)
        {
            throw NothingToListenTo(e);
        }
    }

    private static async Task BeginAsync(PersonaWatch personas, string uri, ResourceName name, CancellationToken cancellationToken)
    {
        try
        {
            await personas.BeginAsync(uri, name, cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException e)
        {
            throw NothingToListenTo(e);
        }
    }

    private static McpProtocolException NothingToListenTo(Exception e) =>
        new("There is no board that could be listened to; board_status says more.", e, McpErrorCode.InternalError);

    private static JsonObject Meta(JsonValue? id) => new() { [MetaKeys.SubscriptionId] = id?.DeepClone() };

    private async Task WatchAsync(
        (Board Board, long Revision) start, PersonaWatch personas, Func<IReadOnlyDictionary<string, ResourceName>> wanted, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(UntilOneEndsAsync(OfEventsAsync()), UntilOneEndsAsync(personas.RunAsync(wanted, tell, end.Token))).ConfigureAwait(false);

        async Task OfEventsAsync()
        {
            await foreach (var e in start.Board.WatchAsync(start.Revision, end.Token).ConfigureAwait(false))
            {
                if (e.Event is BoardEventKind.PersonaSet or BoardEventKind.PersonaRemoved)
                {
                    await personas.LookAsync(wanted(), tell, end.Token).ConfigureAwait(false);
                }

                foreach (var uri in wanted().Where(w => w.Value.IsChangedBy(e)).Select(w => w.Key).ToList())
                {
                    await tell(uri).ConfigureAwait(false);
                }
            }
        }

        async Task UntilOneEndsAsync(Task telling)
        {
            try
            {
                await telling.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // Nobody listens any more.
            }
            catch (Exception e) when (e is ToolRefusal or BoardException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                session.Log.Write($"Nobody is told of changes any more: {e.Message}");
            }
            finally
            {
                await end.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
