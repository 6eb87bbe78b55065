using TaskBoard.History;

namespace TaskBoard.Tests.History;

/// <summary>Somebody who knows how the chain is made, and makes it anew over a lie, with the head that is kept beside it (or not).</summary>
internal static class Forgery
{
    public static async Task RewriteAsync(StoryBoard story, Func<BoardEvent, BoardEvent> lie, bool head = true)
    {
        var events = new List<BoardEvent>();
        var previous = EventChain.Genesis;
        await foreach (var item in story.Board.History.EventsAsync())
        {
            var forged = lie(item) with { PreviousHash = previous };
            forged = forged with { Hash = EventChain.HashOf(forged) };
            previous = forged.Hash;
            events.Add(forged);
        }

        story.Meddle(string.Join(' ', events.Select(e =>
            $"UPDATE events SET task_id = {Quote(e.Task)}, agent_id = {Quote(e.Agent)}, details = {Quote(e.Details)}, changes = {Quote(e.Changes)}, prev_hash = '{e.PreviousHash}', hash = '{e.Hash}' WHERE seq = {e.Sequence};"))
            + (head ? $" UPDATE board SET last_hash = '{previous}'" : ""));
    }

    /// <summary>Runs SQL with the triggers gone that would refuse it, and puts them back (or not).</summary>
    public static void Run(SqliteDatabase database, string sql, bool triggersStay = true)
    {
        var triggers = new Dictionary<string, string>();
        using (var rows = database.Statement("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        {
            while (rows.Step())
            {
                triggers.Add(rows.Text(0), rows.Text(1));
            }
        }

        database.Execute(string.Join(' ', triggers.Keys.Select(name => $"DROP TRIGGER {name};")) + sql);
        database.Execute(triggersStay ? string.Join(";\n", triggers.Values) : "");
    }

    private static string Quote(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
