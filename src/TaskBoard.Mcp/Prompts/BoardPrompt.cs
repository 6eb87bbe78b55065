using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace TaskBoard.Mcp.Prompts;

/// <summary>A prompt whose text is fixed but for one sentence that the user may give.</summary>
internal sealed class BoardPrompt : McpServerPrompt
{
    private readonly string _text;
    private readonly PromptArgument? _argument;

    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="text">The text.</param>
    /// <param name="argument">What the user may add; null: nothing.</param>
    public BoardPrompt(string name, string description, string text, PromptArgument? argument = null)
    {
        (_text, _argument) = (text, argument);
        ProtocolPrompt = new Prompt { Name = name, Description = description, Arguments = argument is null ? null : [argument] };
    }

    /// <inheritdoc/>
    public override Prompt ProtocolPrompt { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken = default)
    {
        var added = _argument is not null && request.Params.Arguments?.TryGetValue(_argument.Name, out var value) == true ? value.ToString() : "";
        return ValueTask.FromResult(new GetPromptResult
        {
            Description = ProtocolPrompt.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = added.Length == 0 ? _text : $"{_text}\n\n{_argument!.Description}: {added}" } }],
        });
    }
}
