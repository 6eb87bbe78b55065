using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>A person saves <c>tasks.json</c> without any lock, again and again, while real processes work on the board.</summary>
[Collection(nameof(Alone))]
public sealed class HandEditStormTests : IDisposable
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_thousand_saves_in_place_and_by_rename_are_all_on_record_and_undo_nothing_in_silence()
    {
        const int Saves = 1_000;
        var random = new Random(Seeds.Next());
        await using (var board = await Board.CreateAsync(_board.Path))
        {
            await board.AddAsync([.. Enumerable.Range(1, 30).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
        }

        using var crew = new WorkerCrew(_board.Path, _logs.Path, "--until-end");
        for (var i = 0; i < 3; i++)
        {
            crew.Start($"worker-{i}");
        }

        for (var i = 0; i < Saves; i++)
        {
            Save($"mark{i}", random);

            // As fast as the board goes on: a save, then something by a worker.
            await crew.NextAsync();
        }

        await crew.EndAsync();
        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
        await using var after = await Board.OpenAsync(_board.Path);
        var events = await BoardReferee.EventsAsync(after);
        var text = string.Concat(events.Select(e => e.Changes));
        Assert.All(Enumerable.Range(0, Saves), i => Assert.Contains($"\"mark{i}\"", text, StringComparison.Ordinal));
        Assert.Empty(BoardReferee.UndoneInSilence(events));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        Assert.InRange(crew.Answers().Count, Saves / 2, int.MaxValue);
        Assert.All(crew.Answers().Where(a => a.Changed), a => Assert.NotEmpty(known[(a.Revision, a.Agent, a.Task)]));
    }

    private void Save(string marker, Random random)
    {
        var path = _board["tasks.json"];
        var tasks = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        tasks[random.Next(tasks.Count)]![marker] = true;
        var bytes = Encoding.UTF8.GetBytes(tasks.ToJsonString(random.Next(2) == 0 ? s_indented : null));
        if (random.Next(2) == 0)
        {
            File.WriteAllBytes(path, bytes);
            return;
        }

        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
