using System.Text.Json.Nodes;
using TaskBoard;

namespace TwoAgents;

/// <summary>What came of it, as a person likes to read it, from the board and its history alone.</summary>
internal static class Summary
{
    /// <summary>Writes the summary; true: every promise held.</summary>
    public static async Task<bool> WriteAsync(Board board, TextWriter output, int resumed)
    {
        var snapshot = await board.ReadAsync();
        var events = new List<BoardEvent>();
        await foreach (var item in board.History.EventsAsync())
        {
            events.Add(item);
        }

        var verification = await board.History.VerifyAsync();
        var replayed = await board.History.ReplayAsync(verification.Revision);

        var completions = events.Where(e => e.ToStatus == "COMPLETED" && e.FromStatus is not (null or "COMPLETED")).ToLookup(e => e.Task);
        var finished = snapshot.Tasks.Count(t => t.State == TaskState.Completed);
        var once = snapshot.Tasks.All(t => t.State == TaskState.Completed && completions[t.Id.Value].Count() == 1);
        var byHand = events.Where(e => e.Source == BoardEventSource.HandEdit && e.Event is BoardEventKind.Created or BoardEventKind.Updated && e.Task is "18" or "32");
        var conflicts = events.Count(e => e.Event == BoardEventKind.Conflict);
        var handEditThere = snapshot.Find(TaskId.Parse("18"))?.Title == Person.NewTitle && snapshot.Find(TaskId.Parse("32"))?.State == TaskState.Completed;
        var sameBoard = JsonNode.DeepEquals(JsonNode.Parse(replayed.ToJson()), JsonNode.Parse(snapshot.ToJson()));

        output.WriteLine($"  tasks      {finished} of {snapshot.Tasks.Count} completed, {(once ? "each exactly once" : "NOT each exactly once")}");
        foreach (var worker in Story.Workers)
        {
            var own = completions.SelectMany(c => c).Where(e => e.Agent == worker.Agent).ToArray();
            output.WriteLine($"             {worker.Agent,-14} {own.Length,2}");
        }

        output.WriteLine($"  killed     1 process; its successor was given back {(resumed > 0 ? "what it had in hand" : "NOTHING")}");
        output.WriteLine($"  hand edit  {(handEditThere ? "kept and recorded" : "LOST")} ({string.Join(", ", byHand.Select(e => $"{e.Event} {e.Task}").Distinct().Order(StringComparer.Ordinal))}); {Met(conflicts)}");
        output.WriteLine($"  history    {events.Count} events, {(verification.IsIntact ? "verified" : "NOT INTACT: " + string.Join("; ", verification.Problems))}");
        output.WriteLine($"  replay     {(sameBoard ? "equals" : "DIFFERS FROM")} tasks.json");
        output.WriteLine();
        output.WriteLine($"The board is in {board.Directory}");
        return once && resumed > 0 && handEditThere && verification.IsIntact && sameBoard;
    }

    /// <summary>Whether the text that was saved by hand was older than what the workers had done meanwhile, which then stands.</summary>
    private static string Met(int conflicts) => conflicts switch
    {
        0 => "it met no other change",
        1 => "it met 1 other change, which stands",
        _ => $"it met {conflicts} other changes, which stand",
    };
}
