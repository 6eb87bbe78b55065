using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// The locks that were broken. Each is kept in <c>.taskboard/broken</c>, and a note in <c>.taskboard/broken-notes</c> says who broke it and
/// why, until whoever takes the next turn has put that on record: so no breaking is forgotten, whatever becomes of its author. Only used by
/// the holder of <c>commit.lock</c>.
/// </summary>
internal sealed class BrokenLocks(IDisk disk, BoardPaths paths, TimeProvider clock)
{
    /// <summary>Notes a breaking. Before the lock itself is kept: a note without its lock means nothing, a lock without a note would be forgotten.</summary>
    /// <param name="sighting">The lock.</param>
    /// <param name="evidence">The proof, as a sentence.</param>
    /// <param name="by">Who breaks it; null: not known.</param>
    /// <param name="byOperator">Whether somebody decided it, rather than a proof.</param>
    public BrokenLock NoteWhileLocked(LockSighting sighting, string evidence, string? by, bool byOperator)
    {
        PrivateDirectory.MakeInside(disk, paths, paths.Broken);
        PrivateDirectory.MakeInside(disk, paths, paths.BrokenNotes);

        // A name of ours: none of it is taken from the record.
        var name = $"{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{sighting.Id}";
        var broken = new BrokenLock(sighting.Record?.Agent, evidence, Path.Combine(paths.Broken, name), by, byOperator);
        using var note = disk.CreateNew(NoteOf(broken));
        note?.Append(Encoding.UTF8.GetBytes(JsonText.Object(
        [
            new("held_by", Quoted(broken.Agent)),
            new("evidence", Quoted(evidence)),
            new("by", Quoted(by)),
            new("by_operator", byOperator ? "true" : "false"),
        ]) + "\n"));
        return broken;
    }

    /// <summary>The breakings that are not on record yet, in order.</summary>
    public IReadOnlyList<BrokenLock> NotedWhileLocked()
    {
        // In the ordinary turn there is no such directory, and this one look is all.
        var noted = new List<BrokenLock>();
        if (disk.Stat(paths.BrokenNotes) is not { } there)
        {
            return noted;
        }

        if (there.Kind != FileKind.Directory)
        {
            throw PrivateDirectory.NoDirectory(paths.BrokenNotes, there.Kind);
        }

        foreach (var name in disk.List(paths.BrokenNotes))
        {
            var kept = Path.Combine(paths.Broken, name);
            var note = Path.Combine(paths.BrokenNotes, name);
            if (disk.Stat(kept) is null)
            {
                // Whoever wrote it died before the lock was kept, and another one finished the breaking with a note of its own.
                disk.Delete(note);
            }
            else if (disk.Read(note) is { } read)
            {
                noted.Add(Parse(kept, read.Bytes));
            }
        }

        return noted;
    }

    /// <summary>Whether a breaking is not on record yet.</summary>
    public bool IsNoted(BrokenLock broken) => disk.Stat(NoteOf(broken)) is not null;

    /// <summary>It is on record now, or has not come about.</summary>
    public void ForgetNoteWhileLocked(BrokenLock broken) => disk.Delete(NoteOf(broken));

    private string NoteOf(BrokenLock broken) => Path.Combine(paths.BrokenNotes, Path.GetFileName(broken.KeptAs));

    private static string Quoted(string? text) => text is null ? "null" : JsonText.Quote(text);

    private static BrokenLock Parse(string kept, byte[] bytes)
    {
        try
        {
            var properties = JsonText.Properties(JsonText.Compact(bytes)).ToDictionary(p => p.Key, p => p.Value);
            if (JsonText.Text(properties.GetValueOrDefault("evidence")) is { } evidence)
            {
                return new BrokenLock(
                    JsonText.Text(properties.GetValueOrDefault("held_by")),
                    evidence,
                    kept,
                    JsonText.Text(properties.GetValueOrDefault("by")),
                    properties.GetValueOrDefault("by_operator") == "true");
            }
        }
        catch (JsonException)
        {
            // Torn by a power cut.
        }

        return new BrokenLock(null, "Who did it, and with what proof, was lost with a power cut.", kept, null, ByOperator: false);
    }
}
