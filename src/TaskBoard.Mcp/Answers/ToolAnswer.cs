using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// The answer of a tool: a sentence of the server, which holds nothing of the board, and a document in which texts of the board are quoted as data. The document
/// comes as text too, because not every client looks at structured content.
/// </summary>
internal static class ToolAnswer
{
    /// <summary>The most bytes of a document that was not asked for whole.</summary>
    public const int UsualBytes = 7_500;

    /// <summary>The most bytes of one that was.</summary>
    public const int WholeBytes = 1_000_000;

    /// <summary>What was asked for.</summary>
    /// <param name="summary">The sentence.</param>
    /// <param name="body">Writes the properties of the document.</param>
    /// <param name="whole">Nothing is to be cut.</param>
    /// <param name="quoted">What the sentences in the document quote; null: nothing.</param>
    /// <param name="remainders">Of which lists there may be more than the document holds.</param>
    public static CallToolResult Of(string summary, Action<Utf8JsonWriter> body, bool whole = false, Quotations? quoted = null, params IReadOnlyList<Remainder> remainders) =>
        Result(summary, body, whole, quoted, remainders, isError: false);

    /// <summary>A refusal.</summary>
    public static CallToolResult Refusal(string message, Action<Utf8JsonWriter> body, Quotations quoted) => Result(message, body, whole: false, quoted, [], isError: true);

    private static CallToolResult Result(string summary, Action<Utf8JsonWriter> body, bool whole, Quotations? quoted, IReadOnlyList<Remainder> remainders, bool isError)
    {
        var fitted = AnswerFit.Of(
            JsonBytes.Element(writer =>
            {
                writer.WriteStartObject();
                body(writer);
                quoted?.Write(writer);
                writer.WriteEndObject();
            }),
            whole ? WholeBytes : UsualBytes,
            remainders);
        return new CallToolResult
        {
            Content =
            [
                new TextContentBlock { Text = Sentences(string.Join(' ', [summary, .. fitted.More]), quoted, fitted.WasCut) },
                new TextContentBlock { Text = fitted.Document.GetRawText() },
            ],
            StructuredContent = fitted.Document,
            IsError = isError,
        };
    }

    /// <summary>The summary, and how to read what it does not say itself.</summary>
    public static string Sentences(string summary, Quotations? quoted, bool wasCut) =>
        summary + (quoted is { Any: true } ? " {1} in a sentence stands for the first text under 'quoted', and so on." : "") + (wasCut ? " Long texts or lists were cut: see 'cut'." : "");
}
