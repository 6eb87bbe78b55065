using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>Random boards, random changes of them, and mirrors as a history would keep them; for tests of differences and merges.</summary>
internal static class DiffBoards
{
    private static readonly string[] Names =
    [
        "title", "description", "status", "assigned_to", "priority", "depends_on", "labels", "attempts", "failures", "progress", "result",
        "notes", "updated_at", "history", "$position", "$$position", "$schema", "from", "to", "removed", "x", "Z ä\"\\",
    ];

    /// <summary>A task from its JSON, as a person may write it.</summary>
    public static TaskContent Task(string json)
    {
        var compact = JsonText.Compact(System.Text.Encoding.UTF8.GetBytes(json));
        return TaskContent.FromJson(JsonText.Text(JsonText.Properties(compact).First(p => p.Key == "id").Value)!, compact);
    }

    /// <summary>A board of such tasks.</summary>
    public static BoardContent Board(params string[] tasks) => new(tasks.Select(Task).ToArray());

    /// <summary>A board of tasks that have nothing but an id.</summary>
    public static BoardContent Ids(params string[] ids) => Board(ids.Select(id => $$"""{"id":"{{id}}"}""").ToArray());

    /// <summary>A random board.</summary>
    public static BoardContent Some(Random random)
    {
        var board = BoardContent.Empty;
        for (var i = random.Next(12); i > 0; i--)
        {
            board = Changed(board, random);
        }

        return board;
    }

    /// <summary>The same board after a few random edits: tasks added, removed, moved, changed; another root.</summary>
    public static BoardContent Changed(BoardContent board, Random random)
    {
        var tasks = board.Tasks.ToList();
        var root = board.Root;
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    var id = "t" + random.Next(30);
                    if (tasks.TrueForAll(t => t.Key != id))
                    {
                        tasks.Insert(random.Next(tasks.Count + 1), Edited(TaskContent.Of(id, [new("id", JsonText.Quote(id))]), random));
                    }

                    break;
                case 2 when tasks.Count > 0:
                    tasks.RemoveAt(random.Next(tasks.Count));
                    break;
                case 3 when tasks.Count > 0:
                    var at = random.Next(tasks.Count);
                    var moved = tasks[at];
                    tasks.RemoveAt(at);
                    tasks.Insert(random.Next(tasks.Count + 1), moved);
                    break;
                case 4 when random.Next(4) == 0:
                    root = Root(root, random);
                    break;
                case var _ when tasks.Count > 0:
                    var place = random.Next(tasks.Count);
                    tasks[place] = Edited(tasks[place], random);
                    break;
                default:
                    break;
            }
        }

        return new BoardContent(tasks, root);
    }

    /// <summary>A board after a story told by numbers, each the seed of a few edits.</summary>
    public static BoardContent Told(BoardContent board, IEnumerable<int> story) => story.Aggregate(board, (told, step) => Changed(told, new Random(step)));

    /// <summary>A task with some properties changed, added or removed.</summary>
    public static TaskContent Edited(TaskContent task, Random random)
    {
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var name = Names[random.Next(Names.Length)];
            task = random.Next(5) == 0 ? task.Without(name) : task.With(name, Value(name, task[name], random));
        }

        return task;
    }

    /// <summary>The mirror of a board: positions from nothing.</summary>
    public static MirrorBoard Mirror(BoardContent board) => Follow(Empty, BoardDiff.Between(BoardContent.Empty, board, _ => null).Mirror, board);

    /// <summary>A mirror without tasks.</summary>
    public static MirrorBoard Empty { get; } = new(BoardContent.Empty, new Dictionary<string, string>());

    /// <summary>What the history database does with a mirror: rows replaced and deleted, read back in the order of their positions.</summary>
    public static MirrorBoard Follow(MirrorBoard mirror, MirrorChange change, BoardContent expected)
    {
        var rows = mirror.Content.Tasks.ToDictionary(t => t.Key, t => new MirrorTask(t.Key, mirror.Positions[t.Key], t.Json));
        foreach (var key in change.Deletes)
        {
            Assert.True(rows.Remove(key), $"{key} is deleted and was not there");
        }

        foreach (var row in change.Upserts)
        {
            rows[row.Key] = row;
        }

        var ordered = rows.Values.OrderBy(r => r.Position, StringComparer.Ordinal).ToArray();
        Assert.Equal(ordered.Length, ordered.Select(r => r.Position).Distinct().Count());
        var root = change.Root is not { } given ? mirror.Content.Root : given.Json is null ? null : JsonText.Properties(given.Json);
        var result = new BoardContent(ordered.Select(r => TaskContent.FromJson(r.Key, r.Json)).ToArray(), root);
        AssertSame(expected, result);
        return new MirrorBoard(result, ordered.ToDictionary(r => r.Key, r => r.Position));
    }

    /// <summary>Fails where two boards differ in a value or in the order of tasks.</summary>
    public static void AssertSame(BoardContent expected, BoardContent actual) =>
        Assert.True(expected.SameValues(actual), $"expected {expected.ToJson()}but got {actual.ToJson()}");

    private static IReadOnlyList<KeyValuePair<string, string>>? Root(IReadOnlyList<KeyValuePair<string, string>>? root, Random random) =>
        random.Next(3) == 0
            ? null
            : [.. (root ?? []).Where(p => p.Key != "tasks" && random.Next(3) > 0 && p.Key != "x"), new("tasks", "[]"), new("x", Scalar(random))];

    private static string Value(string name, string? current, Random random) => name switch
    {
        "status" when random.Next(6) > 0 => JsonText.Quote(((TaskState)random.Next(6)).ToWord()),
        "attempts" or "failures" when random.Next(6) > 0 => random.Next(5).ToString(),
        _ when current is ['[', ..] && random.Next(4) > 0 => Grown(current, random),
        "updated_at" when random.Next(2) == 0 => JsonText.Quote($"2026-01-0{random.Next(1, 10)}T00:00:00Z"),
        "history" or "labels" or "depends_on" or "notes" => Grown("[]", random),
        _ => random.Next(4) switch
        {
            0 => Grown("[]", random),
            1 => JsonText.Object([new("a", Scalar(random)), new("b", Grown("[]", random))]),
            _ => Scalar(random),
        },
    };

    private static string Grown(string list, Random random)
    {
        var elements = JsonText.Elements(list).Skip(random.Next(3) == 0 ? random.Next(3) : 0).ToList();
        for (var added = random.Next(4); added > 0; added--)
        {
            elements.Add(random.Next(5) == 0 ? "[1,{}]" : Scalar(random));
        }

        return JsonText.Array(elements);
    }

    private static string Scalar(Random random) => random.Next(6) switch
    {
        0 => "null",
        1 => "true",
        2 => "1.0",
        3 => JsonText.Quote("ä\"\\\n\ud800" + random.Next(3)),
        _ => random.Next(4).ToString(),
    };
}
