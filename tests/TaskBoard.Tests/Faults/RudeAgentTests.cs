using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>An agent that knows nothing of locks reads, thinks and writes the whole board back, while real processes work on it.</summary>
[Collection(nameof(Alone))]
public sealed class RudeAgentTests : IDisposable
{
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [ProgramFact("python3")]
    [Trait("Fault", "9")]
    public async Task What_it_wrote_is_on_record_and_nothing_that_was_acknowledged_is_undone_in_silence()
    {
        var times = LongForm.Count(60, 600);
        using var row = FaultRow.Begin(9, "saves by a rude program that read long ago, under three busy writers");
        using var crew = await WorkerCrew.AtNewBoardAsync(_board.Path, _logs.Path, workers: 3, tasks: 20, "--until-end", "--go-on");
        await crew.NextAsync();
        var rude = await ProgramRun.Of("python3", Checkout.File("examples", "agents", "without-lock.py"), _board.Path, "rude", $"{times}");
        Assert.True(rude is { ExitCode: 0, Errors: "" }, rude.ToString());
        await crew.EndAsync();

        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
        await using var after = await Board.OpenAsync(_board.Path);
        var events = await BoardReferee.EventsAsync(after);
        var text = string.Concat(events.Select(e => e.Changes));
        Assert.Equal(times, rude.Output.TrimEnd('\n').Split('\n').Length);
        Assert.All(Enumerable.Range(1, times), i => Assert.Contains($"thought {i} of rude", text, StringComparison.Ordinal));
        var undone = BoardReferee.UndoneInSilence(events).ToArray();
        Assert.True(undone.Length == 0, string.Join('\n', undone));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        Assert.NotEmpty(crew.Answers());
        Assert.All(crew.Answers().Where(a => a.Changed), a => Assert.NotEmpty(known[(a.Revision, a.Agent, a.Task)]));
        row.End(times, 0);
    }
}
