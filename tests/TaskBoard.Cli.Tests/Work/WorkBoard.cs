using System.Diagnostics;
using System.Text.Json;
using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>A board in a directory of its own, and the program itself at work on it.</summary>
internal sealed class WorkBoard : IDisposable
{
    private readonly TempDirectory _directory = new();

    public string Directory => _directory.Path;

    /// <summary>A board with these tasks, none of which rests after a failure.</summary>
    public static async Task<WorkBoard> CreateAsync(params string[] ids)
    {
        var board = new WorkBoard();
        var tasks = ids.Select(id => $$"""{"id":"{{id}}","title":"Do {{id}}","max_attempts":1}""");
        await File.WriteAllTextAsync(board.FileOf("tasks.json"), $"[\n  {string.Join(",\n  ", tasks)}\n]\n");
        await board.RunAsync("init");
        return board;
    }

    public string FileOf(string name) => _directory[name];

    public async Task<CliAnswer> RunAsync(params string[] words)
    {
        using var process = Start(words);
        return await process.AnswerAsync();
    }

    /// <summary>Works with a script of the shell as command.</summary>
    public Task<CliAnswer> WorkAsync(string script, params string[] options) => RunAsync(["work", .. options, "--", "sh", "-c", script]);

    public Process Start(params string[] words) =>
        Child.Start(Directory, CliExecutable.Path, new Dictionary<string, string> { ["TASKBOARD_AGENT"] = "worker" }, words);

    /// <summary>A task as it stands in the file.</summary>
    public JsonElement TaskOf(string id)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(FileOf("tasks.json")));
        return document.RootElement.EnumerateArray().Single(t => t.GetProperty("id").GetString() == id).Clone();
    }

    public string? StateOf(string id) => TaskOf(id).TryGetProperty("status", out var state) ? state.GetString() : "PENDING";

    /// <summary>Waits until the lease of a task is over, or lives.</summary>
    public async Task LeaseIsAsync(string id, bool over)
    {
        await using var board = await Board.OpenAsync(Directory);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var never = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (board.StandingOf(await board.ReadAsync())[TaskId.Parse(id)].IsExpired != over)
        {
            await look.WaitForNextTickAsync(never.Token);
        }
    }

    /// <summary>Waits until an agent has given so many signs of life more.</summary>
    public async Task LivesAsync(string agent, int signs)
    {
        await using var board = await Board.OpenAsync(Directory);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var never = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (DateTimeOffset? last = null; signs >= 0;)
        {
            var now = (await board.AgentsAsync()).Single(a => a.Id == agent).LastHeartbeat;
            signs -= now == last ? 0 : 1;
            last = now;
            await look.WaitForNextTickAsync(never.Token);
        }
    }

    public void Dispose() => _directory.Dispose();
}
