using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Prompts;

/// <summary>A prompt whose text is fixed but for one sentence that the user may give.</summary>
internal sealed class BoardPrompt : McpServerPrompt
{
    private const int LongestName = 60;
    private const int MostNamed = 10;

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
        var added = Added(request.Params.Arguments ?? new Dictionary<string, JsonElement>());
        return ValueTask.FromResult(new GetPromptResult
        {
            Description = ProtocolPrompt.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = added.Length == 0 ? _text : $"{_text}\n\n{_argument!.Description}: {added}" } }],
        });
    }

    /// <summary>What the user adds; empty: nothing.</summary>
    /// <exception cref="McpProtocolException">Something else was sent. All that is wrong is told at once.</exception>
    private string Added(IEnumerable<KeyValuePair<string, JsonElement>> arguments)
    {
        var (added, problems) = ("", new List<string>());
        foreach (var (name, value) in arguments)
        {
            if (name != _argument?.Name)
            {
                problems.Add($"'{ShortText.Of(name, LongestName)}' is not known");
            }
            else if (value.ValueKind != JsonValueKind.String)
            {
                problems.Add($"'{name}' must be a text");
            }
            else
            {
                added = value.GetString()!;
            }
        }

        return problems.Count == 0 ? added : throw new McpProtocolException(
            $"These arguments cannot be used: {string.Join("; ", problems.Take(MostNamed))}{(problems.Count > MostNamed ? $"; and {problems.Count - MostNamed} more" : "")}. "
                + $"The prompt {ProtocolPrompt.Name} takes {(_argument is null ? "none" : $"'{_argument.Name}', a text, or none")}.",
            McpErrorCode.InvalidParams);
    }
}
