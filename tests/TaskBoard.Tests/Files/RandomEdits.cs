using TaskBoard.Rules;

namespace TaskBoard.Tests.Files;

/// <summary>What agents and merges may make of a board.</summary>
internal static class RandomEdits
{
    private static readonly string[] Names = ["title", "description", "status", "assigned_to", "labels", "notes", "attempts", "priority", "x-any", "x-deep", "updated_at"];

    public static BoardContent Of(Random random, BoardContent board)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            board = Once(random, board);
        }

        return board;
    }

    public static string ValueOf(Random random, string name) => name switch
    {
        "title" or "description" => Pick(random, "\"ä title\"", "\"\\\"q\\\" \\\\ \\n\"", "\"\"", "\"x // no comment\""),
        "status" => Pick(random, "\"PENDING\"", "\"in progress\"", "\"DOEN\"", "7"),
        "assigned_to" => Pick(random, "null", "\"agent-1\""),
        "labels" => Strings(random),
        "notes" => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(i => $"{{\"text\":\"n{random.Next(4)}\",\"k\":{Strings(random)}}}"))}]",
        "attempts" => Pick(random, "0", "1", "1.50"),
        "priority" => Pick(random, "\"high\"", "\"low\""),
        "x-any" => Pick(random, "1.50", "1e5", "true", "null", "{}", "[]", "\"ä\""),
        "x-deep" => $"{{\"a\":{Strings(random)},\"b\":{{\"c\":[[],[{random.Next(3)}],{{}}]}},\"d{random.Next(3)}\":{random.Next(3)}}}",
        _ => "\"2026-11-21T09:00:00.000Z\"",
    };

    private static BoardContent Once(Random random, BoardContent board)
    {
        var tasks = board.Tasks.ToList();
        var at = tasks.Count == 0 ? -1 : random.Next(tasks.Count);
        switch (random.Next(at < 0 ? 1 : 8))
        {
            case 0:
                var id = $"n{random.Next(1_000_000)}";
                var added = TaskContent.Of(id, [new("id", $"\"{id}\""), .. Names.Where(_ => random.Next(3) == 0).Select(n => KeyValuePair.Create(n, ValueOf(random, n)))]);
                tasks.Insert(random.Next(2) == 0 ? tasks.Count : random.Next(tasks.Count + 1), added);
                break;
            case 1:
                tasks.RemoveAt(at);
                break;
            case 2:
                var moved = tasks[at];
                tasks.RemoveAt(at);
                tasks.Insert(random.Next(tasks.Count + 1), moved);
                break;
            case 3:
                tasks[at] = tasks[at].Without(Names[random.Next(Names.Length)]);
                break;
            case 4 when board.Root is not null:
                return new BoardContent(tasks, board.Root.Where(p => p.Key != "before").Append(new($"r{random.Next(9)}", Strings(random))).DistinctBy(p => p.Key).ToArray());
            default:
                var name = Names[random.Next(Names.Length)];
                tasks[at] = tasks[at].With(name, ValueOf(random, name));
                break;
        }

        return new BoardContent(tasks, board.Root);
    }

    private static string Strings(Random random) => $"[{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"s{random.Next(5)}\""))}]";

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
