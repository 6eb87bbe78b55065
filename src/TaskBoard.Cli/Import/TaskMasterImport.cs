using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>Reads a board of Task Master (<c>task-master-ai</c>) into tasks of TaskBoard. Pure: bytes in, tasks and a report out.</summary>
internal static class TaskMasterImport
{
    /// <summary>Maps a board, or refuses it.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="only">Only this tag; null: all.</param>
    public static ImportedTasks Read(ReadOnlyMemory<byte> bytes, string name, string? only = null)
    {
        using var document = SourceFile.Parse(bytes, name);
        try
        {
            return Map(document.RootElement, name, only);
        }
        catch (InvalidOperationException e)
        {
            // The reader of JSON throws this for a property name with half a surrogate pair, which is no text.
            throw SourceFile.Unreadable(name, $"a name in it is not valid text ({e.Message})");
        }
    }

    private static ImportedTasks Map(JsonElement root, string name, string? only)
    {
        var remarks = new ImportRemarks();
        var tags = SourceBoard.Read(root, name, remarks).Tags.Where(t => t.Tasks.Count > 0).ToList();

        // Every tag counts its tasks from 1: with several, only tag and id together name one.
        var several = tags.Count > 1;
        if (only is not null)
        {
            var names = string.Join(", ", tags.Select(t => t.Name.Length > 0 ? t.Name : "(none)"));
            tags = tags.Where(t => t.Name == only).ToList();
            if (tags.Count == 0)
            {
                throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"{name} has no tag '{only}' with tasks. It has: {names}.");
            }
        }

        var result = new List<KeyValuePair<string, string>>();
        foreach (var tag in tags)
        {
            Add(result, tag, several, remarks);
        }

        return new ImportedTasks(
            result,
            tags.Sum(t => t.Tasks.Count),
            tags.Sum(t => t.Tasks.Sum(task => task.WithChildren().Count() - 1)),
            tags.Where(t => t.Name.Length > 0).Select(t => t.Name).ToList(),
            remarks.ToList());
    }

    private static void Add(List<KeyValuePair<string, string>> result, SourceTag tag, bool several, ImportRemarks remarks)
    {
        var prefix = several ? Clean(tag.Name) + "/" : "";
        new IdAssignment(prefix, remarks).Assign(tag.Tasks);
        var all = tag.Tasks.SelectMany(t => t.WithChildren()).ToList();
        var dependencies = new DependencyResolution(all, prefix, remarks);
        var mapping = new TaskMapping(remarks);
        var links = all.Select(t => (t.Id, Parent: t.Parent?.Id, DependsOn: dependencies.Of(t))).ToList();
        DependencyResolution.ReportCircles(links, remarks);
        foreach (var (task, link) in all.Zip(links))
        {
            result.Add(new(task.Id, mapping.Map(task, link.DependsOn, several || tag.Name is not ("" or "master") ? tag.Name : null)));
        }
    }

    private static string Clean(string tag) => string.Concat(tag.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? '-' : c));
}
