using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>The task lists of a Task Master board.</summary>
/// <param name="Tags">The lists by tag, in the order of the file. A board of the old shape has one without a name.</param>
internal sealed record SourceBoard(IReadOnlyList<SourceTag> Tags)
{
    private const string Leaked = "_rawTaggedData";

    /// <summary>Finds the lists in one of the shapes that Task Master writes, or refuses.</summary>
    public static SourceBoard Read(JsonElement root, string name, ImportRemarks remarks)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw NoTasks(name, root.ValueKind == JsonValueKind.Array
                ? "its root is a list, as of a tasks.json of TaskBoard: adopt such a file with 'taskboard init'."
                : "its root is neither an object nor a list.");
        }

        RefuseTwice(root, name, "");
        var tags = new List<SourceTag>();
        foreach (var property in root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object && p.Value.Get("tasks") is { ValueKind: JsonValueKind.Array }))
        {
            RefuseTwice(property.Value, name, $" of tag {property.Name}");
            tags.Add(SourceTag.Read(property.Name, property.Value.GetProperty("tasks"), name));
        }

        if (root.Get("tasks") is { ValueKind: JsonValueKind.Array } legacy)
        {
            AddLegacy(tags, SourceTag.Read("", legacy, name), remarks);
        }

        foreach (var property in root.EnumerateObject().Where(p => p.Name != "tasks" && tags.All(t => t.Name != p.Name)))
        {
            remarks.Add(property.Name is Leaked or "tag" ? "left out, internal data of Task Master that leaked into the file" : "not part of any task, left out", property.Name);
        }

        return tags.Any(t => t.Tasks.Count > 0)
            ? new SourceBoard(tags)
            : throw NoTasks(name, tags.Count > 0 ? "its task lists are empty." : $"no tasks found in it; its root has {Names(root)}.");
    }

    // Beside tags, a list at the root is what Task Master wrote of the current tag by mistake: a copy, unless it holds something else.
    private static void AddLegacy(List<SourceTag> tags, SourceTag legacy, ImportRemarks remarks)
    {
        var known = tags.SelectMany(t => t.Tasks).Select(t => t.SourceId).ToHashSet();
        if (tags.Count > 0 && legacy.Tasks.All(t => known.Contains(t.SourceId)))
        {
            remarks.Add("left out, internal data of Task Master that leaked into the file", "tasks");
            return;
        }

        tags.Insert(0, tags.Count == 0 ? legacy : legacy with { Name = "root" });
    }

    private static void RefuseTwice(JsonElement element, string name, string where)
    {
        if (element.EnumerateObject().GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw SourceFile.Unreadable(name, $"the property \"{twice.Key}\"{where} stands there {twice.Count()} times. Join them into one.");
        }
    }

    private static string Names(JsonElement root) =>
        root.EnumerateObject().Any() ? string.Join(", ", root.EnumerateObject().Take(8).Select(p => $"\"{p.Name}\"")) : "nothing";

    private static CliException NoTasks(string name, string why) =>
        new(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"{name} cannot be imported: {why} Nothing was changed.");
}

/// <summary>One list of tasks.</summary>
/// <param name="Name">Its tag; empty: the board has no tags.</param>
/// <param name="Tasks">The tasks.</param>
internal sealed record SourceTag(string Name, IReadOnlyList<SourceTask> Tasks)
{
    /// <summary>Reads a list; refuses one that holds something else than tasks of Task Master.</summary>
    public static SourceTag Read(string tag, JsonElement list, string name)
    {
        var place = 0;
        foreach (var element in list.EnumerateArray())
        {
            place++;
            if (element.ValueKind != JsonValueKind.Object || (element.Get("id") is null && element.Get("title") is null))
            {
                throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound,
                    $"{name} cannot be imported: no tasks found in it; entry {place} of its list has neither id nor title. Nothing was changed.");
            }

            if (element.Get("title") is null && element.Get("description") is null)
            {
                throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound,
                    $"{name} cannot be imported: entry {place} of its list has neither title nor description, so this is no board of Task Master. Nothing was changed.");
            }
        }

        return new SourceTag(tag, list.EnumerateArray().Select(e => SourceTask.Read(e, null)).ToList());
    }
}
