using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>
/// Somebody who may write in <c>.taskboard</c> (a group shares it) has put symbolic links where TaskBoard writes: nothing is written, replaced or
/// deleted where they lead, whatever is done on the board.
/// </summary>
public sealed partial class PlantedLinkTests
{
    private static readonly string[] s_names =
    [
        ".taskboard", ".taskboard/swap", ".taskboard/swap/1", ".taskboard/swap/3", ".taskboard/displaced", ".taskboard/broken", ".taskboard/broken-notes", ".taskboard/backups",
        ".taskboard/backups/backup.lock", ".taskboard/workers", ".taskboard/damaged", ".taskboard/history.db", ".taskboard/history.db-wal", ".taskboard/history.db-shm",
        ".taskboard/history.db-journal", ".taskboard/commit.lock", ".taskboard/gate.lock", ".taskboard/mode", ".taskboard/self-test", ".taskboard/settings.json",
        ".taskboard/lock-next", ".taskboard/lock-break", ".taskboard/lock-seen", ".taskboard/.gitignore", "tasks.lock",
    ];

    private static readonly string[] s_targets = ["directory", "file", "nothing"];

    [LinuxFact]
    public async Task Nothing_is_written_where_they_lead()
    {
        foreach (var name in s_names)
        {
            foreach (var target in s_targets)
            {
                using var scene = new BadBoard();
                await scene.MakeAsync();
                using var victim = new TempDirectory();
                await FillAsync(victim);
                Plant(scene[name], victim[target]);
                var before = Outside(victim);
                await UseAsync(scene);
                Assert.True(before == Outside(victim), $"{name} -> {target}:\n{before}\n{Outside(victim)}");
            }
        }
    }

    /// <summary>A link where nobody comes by proves nothing: of each it is shown that what writes there met it, and was refused by its name or took it away.</summary>
    [LinuxFact]
    public async Task Each_is_met_by_what_writes_there_which_names_it_or_replaces_it()
    {
        foreach (var (prepare, act) in s_places)
        {
            foreach (var target in s_targets)
            {
                using var scene = new BadBoard();
                await scene.MakeAsync();
                using var victim = new TempDirectory();
                await FillAsync(victim);
                var name = await prepare(scene);
                Plant(scene[name], victim[target]);
                var before = Outside(victim);
                var refusal = await Record.ExceptionAsync(() => act(scene));

                var told = $"{name} -> {target}: {refusal?.ToString() ?? "done"}";
                Assert.True(refusal is null or BoardException, told);
                Assert.True(before == Outside(victim), $"{told}\n{before}\n{Outside(victim)}");
                var isNamed = refusal?.Message.Contains($"/{name} ", StringComparison.Ordinal) == true;
                Assert.True(isNamed || LinkAt(scene[name]) is null, told);
            }
        }
    }

    /// <summary>What is made where it is missing, and never written again: a link there is somebody's own, and left.</summary>
    [LinuxFact]
    public async Task One_in_the_place_of_what_is_only_made_once_stays()
    {
        foreach (var name in new[] { ".taskboard/.gitignore", "tasks.schema.json" })
        {
            using (var plain = new BadBoard())
            {
                await (await Board.CreateAsync(plain.Path, plain.Options, schema: true)).DisposeAsync();
                Assert.True(File.Exists(plain[name]), $"{name} is not made");
            }

            foreach (var target in s_targets)
            {
                using var scene = new BadBoard();
                using var victim = new TempDirectory();
                await FillAsync(victim);
                Plant(scene[name], victim[target]);
                var before = Outside(victim);
                await (await Board.CreateAsync(scene.Path, scene.Options, schema: true)).DisposeAsync();
                Assert.Equal(victim[target], LinkAt(scene[name]));
                Assert.Equal(before, Outside(victim));
            }
        }
    }

    [LinuxFact]
    public async Task Doctor_names_each_that_keeps_changes_back()
    {
        foreach (var name in new[] { "lock-next", "lock-break", "lock-seen", "swap", "mode", "commit.lock", "displaced" })
        {
            using var scene = new BadBoard();
            await scene.MakeAsync();
            Plant(scene[$".taskboard/{name}"], scene["nothing"]);
            await using var board = await scene.OpenAsync();
            var found = (await board.ExamineAsync()).Findings;
            Assert.True(found.Any(f => f.IsProblem && f.Message.Contains($"{name} is a symbolic link", StringComparison.Ordinal)), $"{name}: {string.Join('\n', found)}");
        }
    }

    [LinuxFact]
    public async Task Settings_that_several_boards_share_by_a_link_are_no_such()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        await File.WriteAllTextAsync(scene["shared.json"], "{}");
        Plant(scene[".taskboard/settings.json"], scene["shared.json"]);
        await using var board = await scene.OpenAsync();
        Assert.DoesNotContain((await board.ExamineAsync()).Findings, f => f.IsProblem);
    }

    /// <summary>All that writes, each in a board of its own as commands do it; being refused is well.</summary>
    private static async Task UseAsync(BadBoard scene)
    {
        foreach (var act in new Func<Board, Task>[]
        {
            board => board.ReadAsync(),
            board => board.History.VerifyAsync(),
            board => board.AddAsync(new TaskDraft("one more"), "planner"),
            board => board.HeartbeatAsync("agent-1"),
            board => board.BackUpAsync(),
            board => board.ExamineAsync(),
            board => board.RepairAsync("me"),
            board => board.Monitor.LookAsync(new MonitorOptions { Repair = true }),
            board => Board.LeaveSharedModeAsync(board.Directory, scene.Options),
        })
        {
            try
            {
                await using var board = await scene.OpenAsync();
                await act(board);
            }
            catch (BoardException)
            {
                // Refused in words.
            }
        }
    }

    private static async Task FillAsync(TempDirectory victim)
    {
        Directory.CreateDirectory(victim["directory"]);
        foreach (var file in new[] { "file", "directory/1", "directory/3", "directory/keep" })
        {
            await File.WriteAllTextAsync(victim[file], "mine\n");
        }
    }

    /// <summary>All that is there, and what it holds: <see cref="BoardFingerprint"/> leaves out what is a board's own, and nothing of that may be here.</summary>
    private static string Outside(TempDirectory victim) => string.Join('\n', Directory.EnumerateFileSystemEntries(victim.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => $"{path} {(File.Exists(path) ? File.ReadAllText(path) : "-")}"));

    /// <summary>Where the link at a path leads; null: there is none.</summary>
    private static string? LinkAt(string path) => new FileInfo(path).LinkTarget;

    private static void Plant(string path, string target)
    {
        if (Directory.Exists(path))
        {
            Directory.Move(path, path + ".before");
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
        }

        File.CreateSymbolicLink(path, target);
    }
}
