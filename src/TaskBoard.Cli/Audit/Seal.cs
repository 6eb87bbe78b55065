using System.Text.Json;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Audit;

/// <summary>The head of a history as it was at a time, to be kept where whoever writes the board cannot reach it.</summary>
/// <param name="BoardId">The board's id; null: not known (a head alone).</param>
/// <param name="Head">The head, <c>sequence:hash</c>.</param>
internal sealed record Seal(string? BoardId, string Head)
{
    private const int Version = 1;

    /// <summary>The seal as one line of JSON.</summary>
    public static string Write(HistoryVerification found, DateTimeOffset time) => JsonDocumentText.Object(writer =>
    {
        writer.WriteNumber("taskboard_seal", Version);
        writer.WriteText("board_id", found.BoardId);
        writer.WriteString("sealed_at", time.ToText());
        writer.WriteNumber("revision", found.Revision);
        writer.WriteNumber("events", found.Events);
        writer.WriteString("head", found.Head);
    });

    /// <summary>What <c>--expect</c> names: a head itself, or a file that holds a head, or seals, one a line.</summary>
    public static async Task<IReadOnlyList<Seal>> ReadAsync(CommandCall call, string headOrFile)
    {
        if (IsHead(headOrFile))
        {
            return [new Seal(null, headOrFile)];
        }

        // What was meant as a head and is none must not be looked for as a file.
        if (headOrFile.Contains(':', StringComparison.Ordinal) && !File.Exists(call.Environment.FullPath(headOrFile)))
        {
            throw CliException.Usage($"--expect: '{headOrFile}' is neither the head of a history (12:, and 64 hexadecimal digits) nor a file.");
        }

        var text = (await InputText.ReadAsync(call, "--expect", headOrFile).ConfigureAwait(false)).Trim();
        return IsHead(text) ? [new Seal(null, text)] : ParseAll(text)
            ?? throw CliException.Usage($"--expect: {headOrFile} holds no seal, or more than seals; 'taskboard audit seal FILE' writes one.");
    }

    /// <summary>The seals of a text that holds nothing else; null: it holds none, or something else.</summary>
    public static IReadOnlyList<Seal>? ParseAll(string text)
    {
        var seals = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToList();
        return seals.Count == 0 || seals.Contains(null) ? null : seals.OfType<Seal>().ToList();
    }

    private static Seal? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("taskboard_seal", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == Version
                && root.TryGetProperty("head", out var head) && head.ValueKind == JsonValueKind.String && IsHead(head.GetString()!)
                && root.TryGetProperty("board_id", out var board) && board.ValueKind is JsonValueKind.String or JsonValueKind.Null
                ? new Seal(board.GetString(), head.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsHead(string text) => text.Split(':') is [{ Length: > 0 and <= 18 } number, { Length: 64 } hash]
        && number.All(char.IsAsciiDigit) && hash.All(char.IsAsciiHexDigitLower);
}
