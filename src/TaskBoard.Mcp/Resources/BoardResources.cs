using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Resources;

/// <summary>The default board as resources, for clients that show them to people or put them into a context.</summary>
internal sealed class BoardResources(BoardSession session)
{
    private const string Json = "application/json";
    private const string Markdown = "text/markdown";

    /// <summary>Adds them to what a server offers.</summary>
    /// <param name="options">What it offers.</param>
    /// <param name="subscriptions">Whether it can tell its client of changes.</param>
    public void AddTo(McpServerOptions options, bool subscriptions)
    {
        options.Capabilities ??= new ServerCapabilities();
        options.Capabilities.Resources = new ResourcesCapability { Subscribe = subscriptions };
        options.Handlers.ListResourcesHandler = static (_, _) => ValueTask.FromResult(new ListResourcesResult
        {
            Resources =
            [
                new Resource { Uri = ResourceName.Board, Name = "board", Description = "The whole board, as tasks.json.", MimeType = Json },
                new Resource { Uri = ResourceName.Report, Name = "report", Description = "Who works on what, what is blocked, what happened.", MimeType = Markdown },
            ],
        });
        options.Handlers.ListResourceTemplatesHandler = static (_, _) => ValueTask.FromResult(new ListResourceTemplatesResult
        {
            ResourceTemplates =
            [
                new ResourceTemplate { UriTemplate = ResourceName.Tasks + "{id}", Name = "task", Description = "One task.", MimeType = Json },
                new ResourceTemplate { UriTemplate = ResourceName.Personas + "{id}", Name = "persona", Description = "The definition of a role.", MimeType = Markdown },
            ],
        });
        options.Handlers.ReadResourceHandler = (request, token) => new ValueTask<ReadResourceResult>(ReadAsync(request.Params.Uri, token));
        if (subscriptions)
        {
            AddSubscriptions(options.Handlers);
        }
        else
        {
            // Left out, it would be answered as if all were well.
            options.Handlers.SubscribeToResourcesHandler = static (_, _) => throw NoSubscriptions();
            options.Handlers.UnsubscribeFromResourcesHandler = static (_, _) => throw NoSubscriptions();
        }
    }

    private void AddSubscriptions(McpServerHandlers handlers)
    {
        var subscriptions = new Subscriptions(session);
        handlers.SubscribeToResourcesHandler = (request, token) => new ValueTask<EmptyResult>(subscriptions.AddAsync(request.Server, request.Params.Uri, token));
        handlers.UnsubscribeFromResourcesHandler = (request, _) => ValueTask.FromResult(subscriptions.Remove(request.Params.Uri));
        handlers.SubscriptionsListenHandler = (request, token) => new ValueTask<EmptyResult>(subscriptions.ListenAsync(request, token));
    }

    private async Task<ReadResourceResult> ReadAsync(string uri, CancellationToken cancellationToken)
    {
        try
        {
            if (ResourceName.Of(uri) is not { } name)
            {
                throw NotFound();
            }

            var board = await session.Boards.GetAsync(null, cancellationToken).ConfigureAwait(false);
            var (type, text) = await TextAsync(board, name, cancellationToken).ConfigureAwait(false);
            return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = type, Text = text }] };
        }
        catch (Exception e) when (e is ToolRefusal or BoardException)
        {
            throw new McpProtocolException(e is BoardException ? "The board cannot be read; board_status says more." : e.Message, e, McpErrorCode.InternalError);
        }
    }

    private static async Task<(string Type, string Text)> TextAsync(Board board, ResourceName name, CancellationToken cancellationToken)
    {
        switch (name.Kind)
        {
            case ResourceKind.Report:
                return (Markdown, (await board.ReportAsync(null, cancellationToken).ConfigureAwait(false)).ToMarkdown());
            case ResourceKind.Persona:
                return (Markdown, (await PersonaJson.FindAsync(board, name.Id, cancellationToken).ConfigureAwait(false) ?? throw NotFound()).Definition);
        }

        var snapshot = await board.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (name.Kind == ResourceKind.Board)
        {
            return (Json, HalfCharacters.Replaced(snapshot.ToJson()));
        }

        var task = TaskId.TryParse(name.Id, out var id) ? snapshot.Find(id) : null;
        return task is null
            ? throw NotFound()
            : (Json, HalfCharacters.Replaced(JsonBytes.Text(writer => Quotations.WriteTaskAlone(writer, task, board.StandingOf(snapshot).Of(task)))));
    }

    private static McpProtocolException NoSubscriptions() =>
        new("Over HTTP there is no connection to be told on in this version of the protocol; board_status waits for changes.", McpErrorCode.MethodNotFound);

    private static McpProtocolException NotFound() => new("There is no such resource on this board.", McpErrorCode.ResourceNotFound);
}
