using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using TwoAgents;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>The example's board of four workers, worked to its end by real processes, two of which are killed in the middle.</summary>
public sealed partial class TeamTests
{
    /// <summary>How many tasks others may complete before the coordinator, which waits, has noticed that one of its own became ready.</summary>
    private const int Noticing = 10;

    private const string NothingReady = "Nothing is ready: waiting for what becomes so. Ctrl-C ends it.";

    [LinuxFact]
    public async Task Four_personas_finish_the_board_although_two_are_killed()
    {
        using var team = new Team();
        await team.PrepareAsync();
        await team.StartAsync("coordinator", "coordinator", NothingReady);
        await team.StartAsync("master-server", "master-server", "2.1#1 inode table");
        await team.StartAsync("chunk-server", "chunk-server", "3.1#1 chunk files");
        await team.StartAsync("client", "client", "4.1#1 mount");

        // Until everything stands still: three have a task in hand, and the coordinator waits for them.
        foreach (var agent in (string[])["master-server", "chunk-server", "client"])
        {
            await team.SaysAsync(agent, "waiting");
        }

        var middle = await team.ReportAsync();
        await Snapshot.Verify(Fixed(middle, until: "## Finished"), "middle");
        Assert.Matches(@"- `3\.3` \*\*read path\*\* \(chunk-server, [^)]* UTC\): read path: works\n  - evidence: `sh work\.sh chunkserver` ended with 0 after [0-9.]+ s\n", middle);
        team.Kill("chunk-server");
        team.Kill("client");
        await team.LeaseIsOverAsync("3.4");
        await team.LeaseIsOverAsync("4.3");
        await team.StartAsync("chunk-server-2", "chunk-server", "3.4#2 write path");
        await team.StartAsync("client-2", "client", "4.3#2 read");
        await team.GoOnAsync();
        Assert.All(await team.EndAsync(), code => Assert.Equal(0, code));
        Assert.EndsWith("(TB2003)\n4\n", await team.RefusalAsync("3.4"), StringComparison.Ordinal);
        Assert.EndsWith("(TB2003)\n4\n", await team.RefusalAsync("4.3"), StringComparison.Ordinal);

        var end = await team.ReportAsync();
        await Snapshot.Verify(Fixed(end, until: "## What happened"), "end");
        Assert.Contains(
            "- **chunk-server**\n  - completed `3.1` chunk files, `3.2` checksums, `3.3` read path\n  - lost `3.4` write path: lease expired (attempt 1 of chunk-server)\n",
            end, StringComparison.Ordinal);
        Assert.All(Story.Tasks, task => Assert.StartsWith($"{task.Title}, by ", File.ReadAllText(team.FileOf(task.Paths[0])), StringComparison.Ordinal));
        await CheckHistoryAsync(team);
    }

    private static async Task CheckHistoryAsync(Team team)
    {
        Assert.Empty(await BoardReferee.CheckAsync(team.Directory));
        await using var board = await Board.OpenAsync(team.Directory);
        var events = await BoardReferee.EventsAsync(board);
        var completed = events.Where(e => e is { ToStatus: "COMPLETED", FromStatus: not "COMPLETED" }).ToArray();
        Assert.Equal(Story.Tasks.Select(IdOf).Order(StringComparer.Ordinal), completed.Select(e => e.Task).Order(StringComparer.Ordinal));
        Assert.Equal(("chunk-server-2", "client-2"), (By("3.4"), By("4.3")));

        var tasks = Story.Tasks.ToDictionary(IdOf);
        var at = completed.ToDictionary(e => e.Task!, e => e.Sequence);
        var free = 0L;
        foreach (var e in events.Where(e => e is { Event: BoardEventKind.Assigned, ToStatus: "IN_PROGRESS" }))
        {
            var ready = Before(tasks[e.Task!]).Max(before => (long?)at[before]) ?? 0;
            Assert.True(ready < e.Sequence, $"{e.Task} was claimed by event {e.Sequence}, before event {ready} completed what it waits for.");
            if (e.Agent == "coordinator")
            {
                // It is claimed as soon as its dependencies allow, unless the coordinator has another in hand.
                Assert.InRange(at.Values.Count(c => c > Math.Max(ready, free) && c < e.Sequence), 0, Noticing);
                free = at[e.Task!];
            }
        }

        string? By(string task) => completed.Single(e => e.Task == task).Agent;

        // What it depends on, what its parents depend on, and its subtasks.
        IEnumerable<string> Before(TaskDraft task) => tasks.Values.Where(t => t.Parent == task.Id).Select(IdOf).Concat(Waits(task));

        IEnumerable<string> Waits(TaskDraft task) => task.DependsOn.Select(d => d.Value).Concat(task.Parent is { } parent ? Waits(tasks[parent.Value]) : []);
    }

    private static string IdOf(TaskDraft task) => task.Id!.Value.Value;

    /// <summary>A report without what differs from run to run, up to a line.</summary>
    private static string Fixed(string report, string until) =>
        Revisions().Replace(Moments().Replace(report[..report.IndexOf(until, StringComparison.Ordinal)], "TIME"), "N");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d( \d\d:\d\d UTC)?")]
    private static partial Regex Moments();

    [GeneratedRegex(@"(?<=Revision |--since )\d+")]
    private static partial Regex Revisions();
}
