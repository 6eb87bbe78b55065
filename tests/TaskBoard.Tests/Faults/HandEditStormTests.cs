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
    private TempDirectory _board = new();
    private TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    /// <summary>Both kinds in one; the long form has each alone as well.</summary>
    [Fact]
    [Trait("Fault", "10")]
    public async Task Saves_in_place_and_by_rename_are_all_on_record_and_undo_nothing_in_silence()
    {
        await SaveAsync("in place or by rename", random => random.Next(2) == 0);
        if (LongForm.IsAsked)
        {
            await SaveAsync("in place", _ => true);
            await SaveAsync("by rename", _ => false);
        }
    }

    private async Task SaveAsync(string how, Func<Random, bool> inPlace)
    {
        var saves = LongForm.Count(400, 1_200);
        Dispose();
        (_board, _logs) = (new(), new());
        using var row = FaultRow.Begin(10, $"hand saves {how} under three busy writers");
        var random = new Random(Seeds.Next());
        using var crew = await WorkerCrew.AtNewBoardAsync(_board.Path, _logs.Path, workers: 3, tasks: 30, "--until-end", "--go-on");
        for (var i = 0; i < saves; i++)
        {
            Save($"mark{i}", random, inPlace(random));

            // As fast as the board goes on: a save, then something by a worker.
            await crew.NextAsync();
        }

        await crew.EndAsync();
        var faults = (await BoardReferee.CheckAsync(_board.Path)).ToList();
        await using var after = await Board.OpenAsync(_board.Path);
        var events = await BoardReferee.EventsAsync(after);
        var text = string.Concat(events.Select(e => e.Changes));
        faults.AddRange(Enumerable.Range(0, saves).Where(i => !text.Contains($"\"mark{i}\"", StringComparison.Ordinal)).Select(i => $"save {i} is not on record"));
        faults.AddRange(BoardReferee.UndoneInSilence(events));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        faults.AddRange(crew.Answers().Where(a => a.Changed && !known[(a.Revision, a.Agent, a.Task)].Any()).Select(a => $"{a} is not on record"));
        row.End(saves, faults.Count);
        Assert.Empty(faults);
        Assert.InRange(crew.Answers().Count, saves / 2, int.MaxValue);
    }

    private void Save(string marker, Random random, bool inPlace)
    {
        var path = _board["tasks.json"];
        var tasks = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        tasks[random.Next(tasks.Count)]![marker] = true;
        var bytes = Encoding.UTF8.GetBytes(tasks.ToJsonString(random.Next(2) == 0 ? s_indented : null));
        if (inPlace)
        {
            File.WriteAllBytes(path, bytes);
            return;
        }

        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
