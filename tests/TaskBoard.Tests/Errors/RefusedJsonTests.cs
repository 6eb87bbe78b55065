using System.Collections.Concurrent;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>
/// The files of JSONTestSuite as the <c>tasks.json</c> of a real board: what must be refused is refused by every operation, and stays the very
/// same file.
/// </summary>
[Trait("Fault", "10")]
public sealed class RefusedJsonTests
{
    // As the value of a task's property these are read: people write comments and commas too many, and their meaning is certain.
    private static readonly string[] s_acceptedAsValue =
    [
        "n_array_extra_comma.json", "n_array_number_and_comma.json", "n_object_trailing_comma.json", "n_object_trailing_comment.json",
        "n_object_trailing_comment_slash_open.json", "n_structure_object_with_comment.json",
    ];

    // As a whole file these are boards without tasks; whatever else is valid JSON there is not the shape of a board.
    private static readonly string[] s_emptyBoards = ["y_array_empty.json", "y_structure_whitespace_array.json"];

    [DataFact]
    public Task As_a_whole_file_none_that_must_be_refused_is_taken_for_a_board() => RefuseAsync("n_*", value => value, accepted: []);

    [DataFact]
    public Task As_a_value_in_a_task_all_are_refused_but_comments_and_commas_too_many() => RefuseAsync("n_*", Embedded, s_acceptedAsValue);

    [DataFact]
    public Task As_a_whole_file_valid_json_of_another_shape_is_refused_as_well() => RefuseAsync("y_*", value => value, s_emptyBoards);

    [DataFact]
    public Task As_a_value_what_may_go_either_way_is_read_or_refused_and_never_touched() => RefuseAsync("i_*", Embedded, accepted: null);

    /// <summary>Reading waits a moment for whoever may still be writing a torn file, so many boards are tried at once.</summary>
    private static async Task RefuseAsync(string pattern, Func<byte[], byte[]> text, string[]? accepted)
    {
        var found = new ConcurrentBag<string>();
        var files = Directory.GetFiles(SharedData.File("json", "JSONTestSuite"), pattern);
        Assert.True(files.Length > 30, $"Only {files.Length} files.");
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (path, token) =>
        {
            var name = Path.GetFileName(path);
            using var scene = new BadBoard();
            await File.WriteAllBytesAsync(scene.File, text(await File.ReadAllBytesAsync(path, token)), token);
            if (await TriedAsync(scene, name))
            {
                found.Add(name);
            }
        });
        Assert.Equal((accepted ?? [.. found]).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>Adds a task and lists: true where that worked; otherwise every step was refused and the file is untouched.</summary>
    private static async Task<bool> TriedAsync(BadBoard scene, string name)
    {
        var (before, bytes) = (new RealDisk().Stat(scene.File), await File.ReadAllBytesAsync(scene.File));
        await using (var board = await scene.OpenAsync())
        {
            var adding = await Record.ExceptionAsync(() => board.AddAsync(new TaskDraft("One more") { Id = TaskId.Parse("more") }, "planner"));
            var reading = await Record.ExceptionAsync(() => board.ReadAsync());
            if (adding is null && reading is null)
            {
                return true;
            }

            Assert.True(adding is BoardUnreadableException && reading is BoardUnreadableException, $"{name}: {adding}, {reading}");
            Assert.NotEmpty(((BoardUnreadableException)adding).Problems);
        }

        Assert.True(before == new RealDisk().Stat(scene.File), $"{name}: it is another file, or was written");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(scene.File));
        Assert.Equal([".taskboard", "tasks.json"], Directory.EnumerateFileSystemEntries(scene.Path).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(scene[".taskboard/swap"]));
        Assert.False(Directory.Exists(scene[".taskboard/displaced"]));
        return false;
    }

    private static byte[] Embedded(byte[] value) =>
        [.. "[{\"id\": \"a\", \"title\": \"t\", \"x\": "u8, .. value, .. "\n, \"status\": \"PENDING\"}]"u8];
}
