using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Monitoring;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <content>The places, and what brings a board to write there.</content>
public sealed partial class PlantedLinkTests
{
    /// <summary>A commit that the history does not have.</summary>
    private const int Stranger = 77;

    /// <summary>Every place that is written to, with what brings a board to write there. Where a name is made of what the board holds, the preparation answers it.</summary>
    private static readonly Place[] s_places =
    [
        .. Places(AddAsync, "tasks.json", "tasks.lock", ".taskboard"),
        .. Places(AddAsync, InPrivate("swap", "commit.lock", "gate.lock", "mode", "self-test", "lock-next", "lock-break", "lock-seen")),
        .. Places(AddAsync, InPrivate("history.db", "history.db-wal", "history.db-shm", "history.db-journal")),
        .. Places(BackUpAsync, InPrivate("backups", "backups/backup.lock")),
        .. Places(TakeNameAsync, InPrivate("workers", $"workers/{Convert.ToHexStringLower(SHA256.HashData("worker-1"u8))}")),

        // The self-test, on a disk of which the board is shared too, and what is asked where a database could not be opened.
        .. Places(ExamineAsync, InPrivate([$"self-test.{Environment.ProcessId}", .. new[] { "a", "b", "c" }.Select(probe => $"probe-{Environment.ProcessId}-{probe}")])),
        .. Places(TestWithoutExchangeAsync, InPrivate($"mode.{Environment.ProcessId}")),
        .. Places(ProbeAsync, InPrivate("creation-probe")),

        // New files on their way, and displaced ones.
        new(scene => Named($"swap/{NextCommit(scene)}"), AddAsync),
        new(scene => Named($"swap/{NextCommit(scene) - 1}"), AddAsync),
        new(scene => Named($"swap/{NextCommit(scene)}.base"), AddWithoutExchangeAsync),
        new(SaveLateAsync, AddAsync),

        // A file that cannot be read, in whose place the board comes back; one of a history that is not this one; one in a Markdown fence.
        new(scene => BreakAsync(scene, "displaced"), RestoreAsync),
        new(scene => BreakAsync(scene, $"displaced/{NextCommit(scene)}-{Ticks(scene)}.broken.json"), RestoreAsync),
        new(scene => LeaveBehindAsync(scene, "displaced"), AddAsync),
        new(scene => LeaveBehindAsync(scene, $"displaced/{Stranger}-{Ticks(scene)}.json"), AddAsync),
        new(scene => FenceAsync(scene, "displaced"), TakeFenceOffAsync),
        new(scene => FenceAsync(scene, $"displaced/fence-{Ticks(scene)}.json"), TakeFenceOffAsync),

        // A history that SQLite cannot read.
        new(scene => RuinHistoryAsync(scene, "damaged"), RebuildAsync),
        new(scene => RuinHistoryAsync(scene, $"damaged/{Moment(scene)}"), RebuildAsync),
        new(scene => RuinHistoryAsync(scene, $"damaged/{Moment(scene)}/history.db"), RebuildAsync),

        // The lock of a script that is gone, and of one of which nobody can tell.
        new(scene => LeaveDeadLockAsync(scene, _ => "broken"), AddAsync),
        new(scene => LeaveDeadLockAsync(scene, _ => "broken-notes"), AddAsync),
        new(scene => LeaveDeadLockAsync(scene, id => $"broken/{Moment(scene)}-{id}"), AddAsync),
        new(scene => LeaveDeadLockAsync(scene, id => $"broken-notes/{Moment(scene)}-{id}"), AddAsync),
        new(scene => LeaveLockAsync(scene, "lock-seen"), AddAsync),
        new(scene => LeaveLockAsync(scene, "lock-seen.new"), AddAsync),

        // A hand edit that takes off most of the finished work.
        new(scene => RemoveFinishedWorkAsync(scene, "removed-work.json"), CatchUpAsync),
        new(scene => RemoveFinishedWorkAsync(scene, "removed-work.json.new"), CatchUpAsync),

        // The files of a backup, while they are written and once they are complete.
        new(scene => Named($"backups/{Path.GetFileName(BoardBackupOf(scene).Draft)}"), BackUpAsync),
        new(scene => Named($"backups/{Path.GetFileName(BoardBackupOf(scene).Final)}"), BackUpAsync),
        new(scene => Named($"backups/{Path.GetFileName(HistoryBackupOf(scene).Draft)}"), BackUpAsync),
        new(scene => Named($"backups/{Path.GetFileName(HistoryBackupOf(scene).Final)}"), BackUpAsync),
    ];

    private static IEnumerable<Place> Places(Func<BadBoard, Task> act, params string[] names) => names.Select(name => new Place(_ => Task.FromResult(name), act));

    private static string[] InPrivate(params string[] names) => [.. names.Select(name => $".taskboard/{name}")];

    private static Task<string> Named(string name) => Task.FromResult($".taskboard/{name}");

    private static Task AddAsync(BadBoard scene) => ThroughAsync(scene, board => board.AddAsync(new TaskDraft("one more"), "planner"));

    private static Task BackUpAsync(BadBoard scene) => ThroughAsync(scene, board => board.BackUpAsync());

    private static Task CatchUpAsync(BadBoard scene) => ThroughAsync(scene, board => board.CatchUpAsync());

    private static Task ExamineAsync(BadBoard scene) => ThroughAsync(scene, board => board.ExamineAsync());

    private static Task RebuildAsync(BadBoard scene) => ThroughAsync(scene, board => board.RebuildAsync("me", default));

    private static Task RestoreAsync(BadBoard scene) => ThroughAsync(scene, board => board.RestoreAsync(1, "me"));

    private static Task TakeFenceOffAsync(BadBoard scene) => ThroughAsync(scene, board => board.TakeFenceOffAsync("me", default));

    /// <summary>As <c>taskboard work</c> does.</summary>
    private static Task TakeNameAsync(BadBoard scene) => ThroughAsync(scene, async board => (await board.TakeNameAsync("worker-1")).Dispose());

    /// <summary>As where names cannot be exchanged, so that the file that is replaced gets a second one.</summary>
    private static async Task AddWithoutExchangeAsync(BadBoard scene)
    {
        var (disk, paths) = (new FaultyDisk(new RealDisk()), PathsOf(scene));
        disk.BeforeNext(nameof(IDisk.Exchange), paths.Board, static () => throw new NotSupportedException("injected"));
        var seams = new TurnSeams(disk, MachineProcesses.Current, StoreOf(scene, disk), scene.Clock, RandomNumberGenerator.GetInt32);
        await using var board = new Board(scene.Options, seams, paths);
        await board.AddAsync(new TaskDraft("one more"), "planner");
    }

    /// <summary>The self-test of such a place: the board is shared from then on, which is written down.</summary>
    private static Task TestWithoutExchangeAsync(BadBoard scene)
    {
        var disk = new FaultyDisk(new RealDisk());
        disk.Before(nameof(IDisk.Exchange), 1, static () => throw new NotSupportedException("injected"));
        Assert.Equal(BoardMode.Shared, PlaceTest.RunAnew(disk, MachineProcesses.Current, PathsOf(scene)));
        return Task.CompletedTask;
    }

    private static Task ProbeAsync(BadBoard scene)
    {
        CreationProbe.Demand(new RealDisk(), PathsOf(scene).History);
        return Task.CompletedTask;
    }

    private static async Task ThroughAsync(BadBoard scene, Func<Board, Task> act)
    {
        await using var board = await scene.OpenAsync();
        await act(board);
    }

    private static async Task<string> BreakAsync(BadBoard scene, string name)
    {
        await File.WriteAllTextAsync(scene.File, "{ broken");
        return await Named(name);
    }

    private static async Task<string> FenceAsync(BadBoard scene, string name)
    {
        await File.WriteAllTextAsync(scene.File, $"```json\n{await File.ReadAllTextAsync(scene.File)}```\n");
        return await Named(name);
    }

    private static async Task<string> LeaveBehindAsync(BadBoard scene, string name)
    {
        await File.WriteAllTextAsync(scene[$".taskboard/swap/{Stranger}"], "[]\n");
        return await Named(name);
    }

    /// <summary>Somebody saves into the file that the last change displaced; what was merged of it gets its hash as a second name.</summary>
    private static async Task<string> SaveLateAsync(BadBoard scene)
    {
        var (name, text) = ($"swap/{NextCommit(scene) - 1}", await File.ReadAllTextAsync(scene.File));
        var saved = text.Replace("Document the header", "Document the footer", StringComparison.Ordinal);
        Assert.NotEqual(text, saved);
        await File.WriteAllTextAsync(scene[$".taskboard/{name}"], saved);
        return await Named($"{name}.{BoardFile.HashOf(Encoding.UTF8.GetBytes(saved))}");
    }

    private static async Task<string> RuinHistoryAsync(BadBoard scene, string name)
    {
        File.Delete(scene[".taskboard/history.db-wal"]);
        File.Delete(scene[".taskboard/history.db-shm"]);
        await File.WriteAllTextAsync(scene[".taskboard/history.db"], new string('x', 8192));
        return await Named(name);
    }

    /// <summary>A lock whose process is proven gone: another one has its number.</summary>
    private static async Task<string> LeaveDeadLockAsync(BadBoard scene, Func<string, string> nameOf)
    {
        var self = MachineProcesses.Current.Self with { Start = "long ago" };
        var record = LockRecord.Of(self, "script", scene.Clock.GetUtcNow(), "", breaks: null) with { Liveness = null, Nonce = null };
        await File.WriteAllBytesAsync(scene["tasks.lock"], record.ToBytes());
        await using var board = await scene.OpenAsync();
        var held = (await board.ReadLockAsync())!;
        Assert.Equal(BoardLockVerdict.Dead, held.Verdict);
        return await Named(nameOf(held.Id));
    }

    private static async Task<string> LeaveLockAsync(BadBoard scene, string name)
    {
        await File.WriteAllTextAsync(scene["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        return await Named(name);
    }

    private static async Task<string> RemoveFinishedWorkAsync(BadBoard scene, string name)
    {
        await File.WriteAllTextAsync(scene.File, Completed("p", "q", "r", "s"));
        await CatchUpAsync(scene);
        await File.WriteAllTextAsync(scene.File, Completed("p"));
        return await Named(name);

        static string Completed(params string[] ids) => $"[{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","title":"T","status":"COMPLETED"}"""))}]\n";
    }

    private static (string Draft, string Final) BoardBackupOf(BadBoard scene) =>
        BackupFiles.BoardOf(PathsOf(scene), BackupFiles.NameOf(scene.Clock.GetUtcNow(), HeadOf(scene).LastRevision));

    private static (string Draft, string Final) HistoryBackupOf(BadBoard scene) =>
        BackupFiles.HistoryOf(PathsOf(scene), BackupFiles.NameOf(scene.Clock.GetUtcNow(), HeadOf(scene).LastRevision));

    private static long NextCommit(BadBoard scene) => HeadOf(scene).LastCommit!.Number + 1;

    private static JournalHead HeadOf(BadBoard scene)
    {
        using var reader = StoreOf(scene, new RealDisk()).OpenReader();
        return reader!.Head();
    }

    private static SqliteJournalStore StoreOf(BadBoard scene, IDisk disk) =>
        new(PathsOf(scene).History, disk, () => BoardMode.Local, () => scene.Options.Durability, scene.Options.RandomBytes);

    private static BoardPaths PathsOf(BadBoard scene) => new(new RealDisk().Resolve(scene.Path));

    /// <summary>The clock of the board stands still, so that names that are made of it are known before.</summary>
    private static string Moment(BadBoard scene) => scene.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    private static string Ticks(BadBoard scene) => scene.Clock.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A place that is written to.</summary>
    /// <param name="Prepare">Brings a board into the state in which it is, and answers the place as seen from the board's directory.</param>
    /// <param name="Act">What writes there.</param>
    private sealed record Place(Func<BadBoard, Task<string>> Prepare, Func<BadBoard, Task> Act);
}
