using System.Globalization;
using TaskBoard.Files;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>A hundred agents in ten real processes, each with a task in hand and a sign of life every second.</summary>
[Collection(nameof(Alone))]
public sealed class HundredAgentsTests(ITestOutputHelper output)
{
    private const int AgentsOfEach = 10;

    /// <summary>The long form (<c>TASKBOARD_TEST_LONG=1</c>) lasts a minute; the short one has four of the ten processes. How long claims take then, the benchmark <c>agents/100</c> tells.</summary>
    [Fact]
    [Trait("Fault", "15")]
    public async Task Claim_and_complete_without_an_error_and_only_that_writes_the_file()
    {
        var (processes, seconds, least, most) = LongForm.IsAsked ? (10, 60, 5, 15) : (4, 3, 1, 3);
        using var row = FaultRow.Begin(15, "tasks of a hundred agents in ten processes, signs of life every second");
        var completed = 0;
        using var place = new TempDirectory();
        await using var board = await Board.CreateAsync(place.Path);
        await board.AddAsync([.. Enumerable.Range(1, LongForm.IsAsked ? 1_000 : 300).Select(i => new TaskDraft($"Task {i}"))], "planner");
        var workers = Enumerable.Range(0, processes).Select(i => WorkerProcess.Start("agents", place.Path, $"{i * AgentsOfEach}", $"{AgentsOfEach}")).ToList();
        try
        {
            Assert.All(workers, worker => Assert.Equal("claimed", worker.ReadLine()));
            var disk = new RealDisk();
            var (stamp, revision) = (disk.Stat(place["tasks.json"]), await board.History.LastRevisionAsync());
            Assert.All(workers, worker => Assert.Equal("beaten", worker.ReadLine()));
            Assert.Equal((stamp, revision), (disk.Stat(place["tasks.json"]), await board.History.LastRevisionAsync()));

            workers.ForEach(worker => worker.WriteLine($"work {seconds} {least} {most}"));
            var answers = workers.ConvertAll(worker => worker.ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
            Assert.All(answers, answer => Assert.InRange(answer.Length, 2, int.MaxValue));
            workers.ForEach(worker => worker.EndInput());
            foreach (var worker in workers)
            {
                Assert.Equal(0, await worker.ExitAsync());
            }

            // Each revision since is a claim or a completion: a sign of life is none, nor does it write the file, which no revision would tell.
            var events = (await BoardReferee.EventsAsync(board)).Where(e => e.Revision > revision).ToArray();
            Assert.All(events, e => Assert.True(e.ToStatus is "COMPLETED" or "IN_PROGRESS" && e.ToStatus != e.FromStatus, $"{e.Event} {e.Task} {e.Details}"));
            Assert.Equal(await board.History.LastRevisionAsync() - revision, events.Length);
            var times = answers.SelectMany(a => a.Skip(1)).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).Order().ToArray();
            completed = events.Count(e => e.ToStatus == "COMPLETED");
            Assert.InRange(completed, answers.Sum(a => int.Parse(a[0], CultureInfo.InvariantCulture)), int.MaxValue);
            output.WriteLine($"{times.Length} claims: median {times[times.Length / 2]} ms, 99 of 100 below {times[(int)(0.99 * times.Length)]} ms, longest {times[^1]} ms");
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }

        Assert.Equal(processes * AgentsOfEach, (await board.ReadAsync()).Tasks.Count(t => t.State == TaskState.InProgress));
        await board.AssertSoundAsync();
        row.End(completed, 0);
    }
}
