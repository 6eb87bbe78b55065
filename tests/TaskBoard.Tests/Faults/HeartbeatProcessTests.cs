using TaskBoard.Files;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>Real processes that give signs of life every 50 ms, first in peace, then beside changes.</summary>
[Collection(nameof(Alone))]
public sealed class HeartbeatProcessTests
{
    private const int Workers = 4;

    [Fact]
    public async Task Signs_of_life_of_many_processes_leave_the_file_alone_and_get_through_beside_changes()
    {
        using var place = new TempDirectory();
        await using var board = await Board.CreateAsync(place.Path);
        await board.AddAsync([.. Enumerable.Range(0, Workers).Select(i => new TaskDraft($"{i}"))], "planner");
        var workers = Enumerable.Range(0, Workers).Select(i => WorkerProcess.Start("heartbeat", place.Path, $"agent-{i}", "20", "50")).ToList();
        try
        {
            Assert.All(workers, worker => Assert.Equal("claimed", worker.ReadLine()));
            var disk = new RealDisk();
            var (stamp, revision) = (disk.Stat(place["tasks.json"]), await board.History.LastRevisionAsync());
            workers.ForEach(worker => worker.WriteLine("go"));
            Assert.All(workers, worker => Assert.Equal("beat", worker.ReadLine()));
            Assert.Equal((stamp, revision), (disk.Stat(place["tasks.json"]), await board.History.LastRevisionAsync()));

            for (var i = 0; i < 40; i++)
            {
                await board.AddAsync(new TaskDraft($"more {i}"), "planner");
            }

            workers.ForEach(worker => worker.EndInput());
            foreach (var worker in workers)
            {
                Assert.Equal(("over", 0), (worker.ReadLine(), await worker.ExitAsync()));
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }

        await board.AssertSoundAsync();
    }
}
