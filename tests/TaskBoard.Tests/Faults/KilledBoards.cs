using TaskBoard.TestKit;

namespace TaskBoard.Tests.Faults;

/// <summary>Boards to kill at: a template that is copied, and copies of what a killed process left.</summary>
internal sealed class KilledBoards : IDisposable
{
    private readonly TempDirectory _root = new();
    private readonly string _template;
    private int _copies;

    private KilledBoards(string? scene) => (_template, Scene) = (_root["template"], scene ?? _root["scene"]);

    /// <summary>The board that is always killed at has this path, because strace names its files.</summary>
    public string Scene { get; }

    /// <summary>Makes a template with some tasks and a history.</summary>
    /// <param name="scene">Where the board to kill at shall be; null: anywhere.</param>
    public static async Task<KilledBoards> CreateAsync(string? scene = null)
    {
        var boards = new KilledBoards(scene);
        await using var board = await Board.CreateAsync(boards._template);
        await board.AddAsync([.. Enumerable.Range(1, 5).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
        await using var claim = await board.ClaimAsync(TaskId.Parse("t1"), "earlier");
        await claim.CompleteAsync("first");
        return boards;
    }

    /// <summary>Puts a fresh copy of the template at the scene.</summary>
    public string Restore() => Copy(_template, Scene);

    /// <summary>A copy of what stands at the scene.</summary>
    public string CopyScene() => Copy(Scene, _root[$"copy{++_copies}"]);

    /// <summary>Puts a copy back to the scene.</summary>
    public void MoveToScene(string copy) => Copy(copy, Scene);

    public void Dispose() => _root.Dispose();

    private static string Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(to + directory[from.Length..]);
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, to + file[from.Length..]);
            File.SetLastWriteTimeUtc(to + file[from.Length..], File.GetLastWriteTimeUtc(file));
        }

        return to;
    }
}
