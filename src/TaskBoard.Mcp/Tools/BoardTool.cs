using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>
/// A tool. Its arguments are checked here, because the SDK's binding refuses what is wrong without saying what, and takes what it does not know for nothing.
/// </summary>
internal abstract class BoardTool : McpServerTool
{
    private readonly BoardSession _session;
    private readonly IReadOnlyList<ToolArgument> _arguments;

    /// <param name="session">What lasts.</param>
    /// <param name="declaration">What clients see of it.</param>
    protected BoardTool(BoardSession session, ToolDeclaration declaration)
    {
        (_session, _arguments) = (session, declaration.Arguments);
        ProtocolTool = new Tool
        {
            Name = declaration.Name,
            Description = declaration.Description,
            InputSchema = ArgumentSchema.Of(declaration.Arguments),
            OutputSchema = OutputSchema.Of(declaration.Output),
            Annotations = new ToolAnnotations
            {
                // What is so by default is left out: every client reads all of it before anything is done.
                ReadOnlyHint = declaration.Effect == ToolEffect.None ? true : null,
                DestructiveHint = declaration.Effect == ToolEffect.Adds ? false : null,
                IdempotentHint = declaration.Idempotent ? true : null,
                OpenWorldHint = false,
            },
        };
    }

    /// <inheritdoc/>
    public override Tool ProtocolTool { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public sealed override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        new(_session.Running(AnswerOrRefuseAsync(request, cancellationToken)));

    private async Task<CallToolResult> AnswerOrRefuseAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        try
        {
            var arguments = ArgumentCheck.Check(_arguments, request.Params.Arguments ?? Enumerable.Empty<KeyValuePair<string, JsonElement>>());
            var call = new ToolCall(_session, arguments, request, cancellationToken);
            if (call.ByIfNamed() is { } by)
            {
                _session.Claims.Heard(by.Agent);
            }

            var answer = await AnswerAsync(call).ConfigureAwait(false);
            return call.Opened is { } board ? await RemovedWork.TellAsync(answer, board).ConfigureAwait(false) : answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (_session.Ended.IsCancellationRequested)
        {
            // A call that waited, and did nothing else.
            return Refusals.Of(new ToolRefusal(BoardErrorCodes.Interrupted, "This server is ending, and waits no longer; nothing was done. What you hold is yours until its lease ends.", ["the same call, once it runs again"]), _session.Log);
        }
        catch (Exception e)
        {
            return Refusals.Of(e, _session.Log);
        }
    }

    /// <summary>Does what was asked for.</summary>
    protected abstract Task<CallToolResult> AnswerAsync(ToolCall call);
}
