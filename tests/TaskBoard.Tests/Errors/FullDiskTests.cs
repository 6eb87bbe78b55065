using System.Globalization;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>A disk that fills up refuses the change, keeps the board and its history, and goes on once there is space again.</summary>
public sealed class FullDiskTests
{
    /// <summary>As many changes as no full disk lets through; where they need no more files than at first, the disk has enough of them.</summary>
    private const int Most = 50;

    [MountFact]
    [Trait("Fault", "4")]
    public async Task A_disk_that_fills_up_loses_nothing()
    {
        // Swept so that the end comes at different steps of a change: the new file, the log of the history, the mark afterwards.
        using var row = FaultRow.Begin(4, "full disks: sizes in steps of 4 KiB");
        var (first, count) = LongForm.IsAsked ? (64, 112) : (256, 12);
        foreach (var kilobytes in Enumerable.Range(0, count).Select(i => first + (i * 4)))
        {
            await FillAsync($"size={kilobytes}k");
        }

        row.End(count, 0);
    }

    [MountFact]
    [Trait("Fault", "4")]
    public async Task A_disk_without_space_for_another_file_loses_nothing()
    {
        using var row = FaultRow.Begin(4, "full disks: numbers of files");
        var count = LongForm.Count(20, 40);
        foreach (var files in Enumerable.Range(2, count))
        {
            await FillAsync($"size=4m,nr_inodes={files}");
        }

        row.End(count, 0);
    }

    /// <summary>What is mounted read-only in the midst of work refuses changes, can be read, and goes on once it can be written again.</summary>
    [MountFact]
    [Trait("Fault", "4")]
    public async Task A_disk_that_becomes_read_only_loses_nothing()
    {
        using var row = FaultRow.Begin(4, "disks that become read-only between two changes");
        using var directory = new TempDirectory();
        using var mount = MountedDirectory.Mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", directory.Path);
        var added = new List<string>();
        await (await Board.CreateAsync(directory.Path)).DisposeAsync();
        var rounds = LongForm.Count(2, 20);
        for (var i = 0; i < rounds; i++)
        {
            await AddAsync($"a{i}");
            mount.Remount("ro");
            var text = await File.ReadAllTextAsync(directory["tasks.json"]);
            var refusal = await Assert.ThrowsAnyAsync<BoardException>(() => AddAsync($"b{i}"));
            Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(directory["tasks.json"]));
            Assert.Equal(added, await IdsAsync(directory.Path, new BoardOptions()));
            mount.Remount("rw");
        }

        await AddAsync("last");
        Assert.Equal(added, await IdsAsync(directory.Path, new BoardOptions()));
        Assert.Empty(await BoardReferee.CheckAsync(directory.Path));
        row.End(rounds, 0);

        async Task AddAsync(string id)
        {
            await using var board = await Board.OpenAsync(directory.Path, new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(500) });
            await board.AddAsync(new TaskDraft($"Task {id}") { Id = TaskId.Parse(id) }, "planner");
            added.Add(id);
        }
    }

    private static async Task FillAsync(string size)
    {
        using var directory = new TempDirectory();
        using var mount = MountedDirectory.Mount("-t", "tmpfs", "-o", size, "tmpfs", directory.Path);
        var options = new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(500) };
        var text = "[]\n";
        await File.WriteAllTextAsync(directory["tasks.json"], text);
        var added = new List<string>();
        BoardException? refusal = null;
        while (refusal is null && added.Count < Most)
        {
            try
            {
                // Each change in a board of its own, as commands do it.
                await using var board = await Board.OpenAsync(directory.Path, options);
                text = await File.ReadAllTextAsync(directory["tasks.json"]);
                var id = TaskId.Parse(string.Create(CultureInfo.InvariantCulture, $"t{added.Count}"));
                await board.AddAsync(new TaskDraft($"Task {id}") { Id = id, Description = new string('x', 500) }, "planner");
                added.Add(id.Value);
            }
            catch (BoardException e)
            {
                refusal = e;
            }
        }

        if (refusal is null)
        {
            Assert.StartsWith("size=4m", size, StringComparison.Ordinal);
            return;
        }

        Assert.True(refusal is BoardDiskFullException, $"{size}, after {added.Count}: {refusal}");
        Assert.Equal((BoardErrorCodes.BoardDiskFull, BoardErrorKind.Failed), (refusal.Code, refusal.Kind));
        Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(directory["tasks.json"]));
        Assert.Equal(added, await IdsAsync(directory.Path, options));

        mount.Remount("size=8m,nr_inodes=1000");
        await using var after = await Board.OpenAsync(directory.Path, options);
        await after.AddAsync(new TaskDraft("There is space again") { Id = TaskId.Parse("last") }, "planner");
        string[] all = [.. added, "last"];
        Assert.Equal(all, await IdsAsync(directory.Path, options));
        var verification = await after.History.VerifyAsync();
        Assert.True(verification.IsIntact, $"{size}: {string.Join(' ', verification.Problems)}");
    }

    private static async Task<string[]> IdsAsync(string directory, BoardOptions options)
    {
        await using var board = await Board.OpenAsync(directory, options);
        return [.. (await board.ReadAsync()).Tasks.Select(t => t.Id.Value)];
    }
}
