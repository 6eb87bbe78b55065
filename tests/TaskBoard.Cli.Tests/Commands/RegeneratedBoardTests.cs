using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>
/// The story behind the guard: a team's board, five versions of it, was generated anew over night while agents worked on it; 21 finished tasks were gone, their
/// ids used again for other work, and nobody noticed. Here the versions are saved over one another by hand, and agents work meanwhile.
/// </summary>
public sealed class RegeneratedBoardTests : IDisposable
{
    private const int Agents = 3;
    private const int StepsPerSave = 4;

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;
    private readonly ConcurrentQueue<Done> _done = new();

    public RegeneratedBoardTests() => _cli = new CliRun(_directory.Path) { Options = o => o.Durability = Durability.Buffered };

    public void Dispose() => _directory.Dispose();

    [DataFact]
    public async Task It_is_told_and_comes_back_and_nothing_that_agents_did_is_lost_in_silence()
    {
        var versions = new List<string>();
        foreach (var version in Enumerable.Range(1, 5))
        {
            versions.Add(await ImportedAsync(version));
        }

        // Until v3 people alone write the board.
        await SaveAsync(versions[0], inPlace: true);
        Assert.Equal(0, (await _cli.RunAsync("init")).Code);
        await using var board = await Board.OpenAsync(_directory.Path);
        foreach (var version in versions[1..3])
        {
            await SaveAsync(version, inPlace: false);
            await board.CatchUpAsync();
        }

        Assert.Empty(await board.RemovedWorkAsync());
        var third = await board.History.LastRevisionAsync();
        Assert.True(SameJson((await board.History.ReplayAsync(third)).ToJson(), versions[2]));
        var completed = (await board.ReadAsync()).Tasks.Count(t => t.State == TaskState.Completed && !t.Id.Value.Contains('.', StringComparison.Ordinal));
        Assert.Equal(21, completed);

        // Then agents work, and the board is generated anew under their hands, twice.
        await WorkAsync();
        await WorkAsync(() => SaveAsync(versions[3], inPlace: false));

        // Where the agents were faster, nobody has met it yet.
        await board.CatchUpAsync();
        var listed = await _cli.RunAsync("list");
        Assert.Equal(0, listed.Code);
        Assert.Contains("took off, or reset,", listed.Error, StringComparison.Ordinal);
        await WorkAsync(() => SaveAsync(versions[4], inPlace: true));

        var events = await BoardReferee.EventsAsync(board);
        var told = events.First(e => e.Event == BoardEventKind.FinishedWorkRemoved);
        var change = await board.NoteAsync((await board.ReadAsync()).Tasks[0].Id, "who did this?", "lead");
        Assert.Contains(change.Warnings, w => w.StartsWith($"A hand edit (revision {told.Revision}", StringComparison.Ordinal));
        using var checks = JsonDocument.Parse((await _cli.RunAsync("check", "--json")).Out);
        Assert.Contains(checks.RootElement.GetProperty("items").EnumerateArray(), i => i.GetProperty("message").GetString()!.Contains($"--at {told.Revision - 1}", StringComparison.Ordinal));

        // Before anything comes back: what agents did is on record, each as the revision that they were told, and what is undone of it is said to be.
        events = await BoardReferee.EventsAsync(board);
        AssertNothingLost(events, await board.ReadAsync());
        Assert.NotEmpty(_done);

        // What it was right before somebody generated it anew, and v3 as it was written.
        foreach (var revision in new[] { told.Revision - 1, third })
        {
            Assert.Equal(0, (await _cli.RunAsync("restore", "--at", $"{revision}")).Code);
            Assert.True(SameJson((await board.History.ReplayAsync(revision)).ToJson(), await File.ReadAllTextAsync(_directory["tasks.json"])));
            Assert.Empty(await board.RemovedWorkAsync());
        }

        Assert.True(SameJson(versions[2], await File.ReadAllTextAsync(_directory["tasks.json"])));
        Assert.Empty(await BoardReferee.CheckAsync(_directory.Path));

        // And it goes on: no number of an attempt comes twice.
        await WorkAsync();
        Assert.Empty(await BoardReferee.CheckAsync(_directory.Path));
    }

    /// <summary>A version in our format, as somebody would import it.</summary>
    private static async Task<string> ImportedAsync(int version)
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        Assert.Equal(0, (await cli.RunAsync("import", SharedData.File("mooseng", $"v{version}.json"))).Code);
        return await File.ReadAllTextAsync(directory["tasks.json"]);
    }

    /// <summary>As editors do: in place, or a new file that is renamed.</summary>
    private async Task SaveAsync(string text, bool inPlace)
    {
        await File.WriteAllTextAsync(_directory[inPlace ? "tasks.json" : "tasks.json~"], text);
        if (!inPlace)
        {
            File.Move(_directory["tasks.json~"], _directory["tasks.json"], overwrite: true);
        }
    }

    /// <summary>Each agent claims and completes some tasks; in the middle of it a person saves.</summary>
    private async Task WorkAsync(Func<Task>? save = null)
    {
        using var begun = new CountdownEvent(Agents);
        var agents = Enumerable.Range(1, Agents).Select(i => Task.Run(() => WorkAsync($"agent-{i}", begun))).ToArray();
        begun.Wait();
        await (save?.Invoke() ?? Task.CompletedTask);
        await Task.WhenAll(agents);
    }

    private async Task WorkAsync(string agent, CountdownEvent begun)
    {
        await using var board = await Board.OpenAsync(_directory.Path, new BoardOptions { Durability = Durability.Buffered });
        for (var step = 0; step < StepsPerSave; step++)
        {
            try
            {
                await using var claim = await board.TryClaimNextAsync(agent);
                if (claim is not null)
                {
                    var change = await claim.CompleteAsync($"done by {agent}");
                    _done.Enqueue(new Done(claim.Handle.Task.Value, agent, change.Revision));
                }
            }
            catch (BoardException e) when (e is ClaimLostException or TaskNotFoundException or TransitionRefusedException or TaskHeldException)
            {
                // The board was generated anew under its hands: it is told so, and goes on with the next.
            }
            catch (BoardUnreadableException)
            {
                // A save in place that takes longer than the board waits for it: nothing was changed, and it asks again.
            }
            finally
            {
                if (step == 0)
                {
                    begun.Signal();
                }
            }
        }
    }

    private void AssertNothingLost(IReadOnlyList<BoardEvent> events, BoardSnapshot now)
    {
        foreach (var (task, agent, revision) in _done)
        {
            var completion = events.SingleOrDefault(e => e.Revision == revision && e.Task == task && e.Agent == agent && e.ToStatus == "COMPLETED");
            Assert.True(completion is not null, $"The completion of {task} by {agent}, revision {revision}, is not on record.");

            // What changed it later, if anything did, was an agent who was free to, or a hand edit that a conflict tells of.
            var undone = events.FirstOrDefault(e => e.Sequence > completion.Sequence && e.Task == task && e.FromStatus == "COMPLETED" && e.ToStatus != "COMPLETED");
            Assert.True(
                undone is not null || now.Find(TaskId.Parse(task))?.State == TaskState.Completed,
                $"The completion of {task} by {agent} is gone, and no event tells of it.");
            Assert.True(
                undone is null || undone.Source != BoardEventSource.HandEdit || events.Any(e => e.Event == BoardEventKind.Conflict && e.Task == task && e.Sequence > completion.Sequence),
                $"The completion of {task} by {agent}, revision {revision}, was undone by the hand edit of revision {undone?.Revision} ({undone?.Event}) without a conflict.");
        }
    }

    private static bool SameJson(string left, string right) => JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));

    private sealed record Done(string Task, string Agent, long Revision);
}
