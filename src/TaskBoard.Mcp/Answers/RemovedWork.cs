using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// What the guard for finished work has to tell, in the answer of every tool: which of them a model asks next nobody knows. The answer to a change has it among its
/// warnings already.
/// </summary>
internal static class RemovedWork
{
    private const string Warnings = "warnings";
    private const string Quoted = "quoted";

    /// <summary>The answer, with what there is to tell about the board. It has happened, so that nothing that goes wrong here makes a refusal of it.</summary>
    public static async Task<CallToolResult> TellAsync(CallToolResult answer, Board board)
    {
        if (answer.IsError == true || answer.StructuredContent is not { ValueKind: JsonValueKind.Object } document || document.TryGetProperty(Warnings, out _))
        {
            return answer;
        }

        try
        {
            return await board.RemovedWorkAsync(CancellationToken.None).ConfigureAwait(false) is { Count: > 0 } removed ? With(answer, document, removed) : answer;
        }
        catch (BoardException)
        {
            return answer;
        }
    }

    private static CallToolResult With(CallToolResult answer, JsonElement document, ValueList<BoardFinding> removed)
    {
        var known = document.TryGetProperty(Quoted, out var texts) ? texts.EnumerateArray().Select(t => t.TextOfString()).ToArray() : [];
        var quoted = new Quotations(known);
        var told = JsonBytes.Element(writer =>
        {
            writer.WriteStartObject();
            foreach (var property in document.EnumerateObject().Where(p => !p.NameEquals(Quoted)))
            {
                writer.WritePropertyName(property.TextOfName());
                writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
            }

            writer.WriteStrings(Warnings, quoted.Of(removed.Select(r => r.Said)).ToArray());
            quoted.Write(writer);
            writer.WriteEndObject();
        });
        var summary = answer.Content.OfType<TextContentBlock>().First().Text;
        return new CallToolResult
        {
            Content =
            [
                new TextContentBlock { Text = ToolAnswer.Sentences($"{summary} Finished work was removed from the board by hand: see 'warnings'.", known.Length == 0 ? quoted : null, wasCut: false) },
                new TextContentBlock { Text = told.GetRawText() },
            ],
            StructuredContent = told,
            IsError = answer.IsError,
        };
    }
}
