using TaskBoard.TestKit;

namespace TaskBoard.Tests.Faults;

/// <summary>A change by "worker" that was killed at some point: the board must be before it or after it, and whoever comes next must find out which.</summary>
/// <param name="Kind">What it was: <c>complete</c> or <c>add</c>.</param>
/// <param name="Id">To which task.</param>
/// <param name="Acknowledged">The revision that was answered; null: it was not answered.</param>
/// <param name="Marker">The property that a person's save added meanwhile; null: nobody saved.</param>
internal sealed record KilledChange(string Kind, string Id, long? Acknowledged, string? Marker = null)
{
    /// <summary>The revision in what the worker printed; null: it was not answered.</summary>
    public static long? Acknowledgement(string output) => output.StartsWith("ack ", StringComparison.Ordinal) ? long.Parse(output[4..]) : null;

    /// <summary>What is wrong with what was left, each as a sentence; empty: nothing. Work goes on with the board.</summary>
    /// <param name="point">Where it was killed, for the sentences.</param>
    /// <param name="directory">The board.</param>
    public async Task<IReadOnlyList<string>> CheckAsync(string point, string directory)
    {
        var faults = new List<string>();
        try
        {
            faults.AddRange((await BoardReferee.CheckAsync(directory)).Select(f => $"{point}: {f}"));
            await using var board = await Board.OpenAsync(directory);
            var events = await BoardReferee.EventsAsync(board);
            var done = events.Where(e => e.Agent == "worker" && e.Task == Id).ToArray();
            Require(done.Length <= 1, $"{Kind} is on record {done.Length} times");
            Require(Acknowledged is null || done.Length == 1, "what was acknowledged is not on record");
            Require(Acknowledged is null || done.Length == 0 || done[0].Revision == Acknowledged, "it is on record as another revision");
            var task = (await board.ReadAsync()).Find(TaskId.Parse(Id));
            var there = Kind == "add" ? task is not null : task?.State == TaskState.Completed;
            Require(there == (done.Length == 1), "file and history disagree about it");
            Require(
                Marker is null || events.Any(e => e.Source == BoardEventSource.HandEdit && (e.Changes?.Contains(Marker, StringComparison.Ordinal) ?? false)),
                "the person's save is not on record");

            // And work goes on.
            await board.NoteAsync(TaskId.Parse("t5"), "still here", "next");
        }
        catch (BoardException e)
        {
            faults.Add($"{point}: {e.GetType().Name}: {e.Message}");
        }

        return faults;

        void Require(bool condition, string fault)
        {
            if (!condition)
            {
                faults.Add($"{point}: {fault}");
            }
        }
    }
}
