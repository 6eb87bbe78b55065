using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>
/// The backups in <c>.taskboard/backups</c>: <c>20261121T090512Z-r85.tasks.json</c> and beside it <c>20261121T090512Z-r85.history.db</c>, of one moment. Under
/// these names they are complete: the database is put there first, so a backup counts from when its <c>tasks.json</c> is there.
/// </summary>
internal static class BackupFiles
{
    /// <summary>Held by whoever makes a backup; permanent, empty.</summary>
    public const string LockName = "backup.lock";

    private const string Draft = "new-";
    private const string BoardEnd = ".tasks.json";
    private const string HistoryEnd = ".history.db";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A backup's files while they are written, and once they are complete.</summary>
    public static (string Draft, string Final) BoardOf(BoardPaths paths, string name) =>
        (Path.Combine(paths.Backups, Draft + name + BoardEnd), Path.Combine(paths.Backups, name + BoardEnd));

    /// <inheritdoc cref="BoardOf"/>
    public static (string Draft, string Final) HistoryOf(BoardPaths paths, string name) =>
        (Path.Combine(paths.Backups, Draft + name + HistoryEnd), Path.Combine(paths.Backups, name + HistoryEnd));

    /// <summary>The name of a backup.</summary>
    public static string NameOf(DateTimeOffset at, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}-r{revision}");

    /// <summary>Whether a file was being written by somebody.</summary>
    public static bool IsUnfinished(string fileName) => fileName.StartsWith(Draft, StringComparison.Ordinal);

    /// <summary>The complete backups, oldest first.</summary>
    public static IReadOnlyList<Backup> All(IDisk disk, BoardPaths paths) =>
        [.. disk.List(paths.Backups).Select(Read).OfType<Backup>().OrderBy(b => b.At).ThenBy(b => b.Revision)];

    /// <summary>
    /// Deletes the oldest beside one that was just made: first what makes them count. Those of each history are counted by themselves: of one that was lost they are
    /// all that is left, and nothing newer takes their place.
    /// </summary>
    /// <param name="disk">Where they are.</param>
    /// <param name="paths">Its places.</param>
    /// <param name="made">The one that was made; it stays, also where the clock was set back since the others.</param>
    /// <param name="kept">How many of each history are kept, that one too.</param>
    /// <param name="boardIdOf">Of which board a copy of a history is; null: unknown.</param>
    /// <returns>The names of those that were deleted, oldest first.</returns>
    public static IReadOnlyList<string> Rotate(IDisk disk, BoardPaths paths, string made, int kept, Func<string, string?> boardIdOf)
    {
        var all = All(disk, paths);
        List<string> old = all.Count <= kept ? [] : [.. all.GroupBy(b => boardIdOf(HistoryOf(paths, b.Name).Final))
            .SelectMany(history => history.OrderBy(b => b.Name == made).SkipLast(kept))
            .OrderBy(b => b.At).ThenBy(b => b.Revision).Select(b => b.Name)];
        foreach (var name in old)
        {
            disk.Delete(BoardOf(paths, name).Final);
        }

        // Also those whose writer died between one file and the other.
        var complete = All(disk, paths).Select(b => b.Name + HistoryEnd).ToHashSet(StringComparer.Ordinal);
        foreach (var name in disk.List(paths.Backups).Where(n => n.EndsWith(HistoryEnd, StringComparison.Ordinal) && !IsUnfinished(n) && !complete.Contains(n)))
        {
            disk.Delete(Path.Combine(paths.Backups, name));
        }

        return old;
    }

    private static Backup? Read(string fileName) =>
        fileName.EndsWith(BoardEnd, StringComparison.Ordinal)
        && fileName[..^BoardEnd.Length].Split("-r") is [var stamp, var number]
        && DateTimeOffset.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new Backup(fileName[..^BoardEnd.Length], at, revision)
            : null;
}

/// <summary>A backup.</summary>
/// <param name="Name">What its files' names begin with.</param>
/// <param name="At">When it was made.</param>
/// <param name="Revision">The revision that the board was at.</param>
internal sealed record Backup(string Name, DateTimeOffset At, long Revision);
