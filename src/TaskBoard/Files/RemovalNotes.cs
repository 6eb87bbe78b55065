using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>
/// The guard's note of finished work that a hand edit removed, <c>.taskboard/removed-work.json</c>. It is there from the turn that records the edit until
/// somebody accepts it or the work is back, so that whoever only reads the board knows by one look at a name, and opens no database.
/// </summary>
/// <remarks>
/// Written before the edit is recorded: a note without its record is true all the same, because the edit is in the file, and the next turn records it
/// and notes it again. What cannot be read is no note.
/// </remarks>
internal sealed class RemovalNotes(IDisk disk, BoardPaths paths)
{
    private readonly string _new = paths.RemovedWork + ".new";

    /// <summary>What is noted; empty: nothing.</summary>
    public IReadOnlyList<RemovedWork> Read() =>
        disk.Stat(paths.RemovedWork) is { Kind: FileKind.File } && disk.Read(paths.RemovedWork) is { } file ? Parse(file.Bytes) : [];

    /// <summary>Those of them whose work is not back on a board, with what is missing.</summary>
    public IReadOnlyList<(RemovedWork Removed, IReadOnlyList<string> Gone)> InForce(BoardContent board) => InForce(Read(), board);

    /// <summary>Notes one more, durably where that is asked for.</summary>
    public void NoteWhileLocked(RemovedWork removed, bool durable) =>
        Write([.. Read().Where(r => r.Revision != removed.Revision), removed], durable);

    /// <summary>What the callers of a turn are to be told of, as the turn leaves the board. Forgets what is back.</summary>
    public IReadOnlyList<(RemovedWork Removed, IReadOnlyList<string> Gone)> SettleWhileLocked(BoardContent board)
    {
        if (Read() is not { Count: > 0 } noted)
        {
            return [];
        }

        var left = InForce(noted, board);
        if (left.Count == 0)
        {
            ForgetWhileLocked();
        }

        return left;
    }

    /// <summary>Somebody accepted it all, or it is of another history.</summary>
    public void ForgetWhileLocked() => disk.Delete(paths.RemovedWork);

    private static IReadOnlyList<(RemovedWork, IReadOnlyList<string>)> InForce(IReadOnlyList<RemovedWork> noted, BoardContent board) =>
        [.. noted.Select(removed => (removed, Gone: FinishedWork.StillGone(removed, board))).Where(r => r.Gone.Count > 0)];

    private void Write(IReadOnlyList<RemovedWork> removed, bool durable)
    {
        var text = JsonText.Array(removed.Select(r => JsonText.Object(
        [
            new("revision", r.Revision.ToString(CultureInfo.InvariantCulture)),
            new("at", JsonText.Quote(Timestamps.Write(r.At))),
            new("completed_before", r.Before.ToString(CultureInfo.InvariantCulture)),
            new("tasks", JsonText.Strings(r.Tasks)),
        ])));
        disk.Delete(_new);
        using (var file = PrivateDirectory.CreateNew(disk, _new) ?? throw new DiskException(DiskFault.Busy, "open", _new, "the name is taken again and again"))
        {
            file.Append(Encoding.UTF8.GetBytes(text + "\n"));
            if (durable)
            {
                file.Flush();
            }
        }

        disk.Rename(_new, paths.RemovedWork);
        if (durable)
        {
            disk.FlushDirectory(paths.Private);
        }
    }

    private static IReadOnlyList<RemovedWork> Parse(byte[] bytes)
    {
        try
        {
            return [.. JsonText.Elements(JsonText.Compact(bytes)).Select(RemovalOf).OfType<RemovedWork>()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Torn, or somebody else's. The history has the event.
            return [];
        }
    }

    private static RemovedWork? RemovalOf(string json)
    {
        var properties = JsonText.Properties(json).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        return long.TryParse(properties.GetValueOrDefault("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            && int.TryParse(properties.GetValueOrDefault("completed_before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            && JsonText.Text(properties.GetValueOrDefault("at")) is { } text && Timestamps.Parse(text) is { } at
            && properties.GetValueOrDefault("tasks") is ['[', ..] tasks
            ? new RemovedWork(revision, at, [.. JsonText.Elements(tasks).Select(JsonText.Text).OfType<string>()], before)
            : null;
    }
}
