using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Import;

/// <summary>A board of a real team, finished by many processes at once.</summary>
public sealed class RealBoardTests : IDisposable
{
    private const int Workers = 8;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [DataFact]
    public async Task Eight_processes_finish_an_imported_board_each_task_once()
    {
        var cli = new CliRun(_directory.Path);
        await cli.RunAsync("init");
        Assert.Equal(0, (await cli.RunAsync("import", SharedData.File("mooseng", "v3.json"))).Code);
        await using var board = await Board.OpenAsync(_directory.Path);
        var unfinished = (await board.ReadAsync()).Tasks.Where(t => t.State is not (TaskState.Completed or TaskState.Cancelled)).Select(t => t.Id.Value).ToArray();
        Assert.True(unfinished.Length > 50, $"Only {unfinished.Length} tasks are to be done.");

        var workers = Enumerable.Range(1, Workers).Select(i => WorkerProcess.Start("finish", _directory.Path, $"worker-{i}", _directory[$"log-{i}"])).ToList();
        try
        {
            var counts = await Task.WhenAll(workers.Select(async w => (Printed: await w.ReadToEndAsync(), Exit: await w.ExitAsync())));
            Assert.All(counts, c => Assert.Equal(0, c.Exit));
            Assert.Equal(unfinished.Length, counts.Sum(c => int.Parse(c.Printed)));
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }

        // Each once, as those say who did it, and as the history says.
        var logged = Directory.GetFiles(_directory.Path, "log-*").SelectMany(File.ReadAllLines);
        Assert.Equal(unfinished.Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
        var recorded = new List<string>();
        await foreach (var item in board.History.EventsAsync())
        {
            if (item.ToStatus == "COMPLETED" && item.Source == BoardEventSource.Agent)
            {
                recorded.Add(item.Task!);
            }
        }

        Assert.Equal(unfinished.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.True(t.State is TaskState.Completed or TaskState.Cancelled));
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }
}
