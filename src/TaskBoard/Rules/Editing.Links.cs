using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>Dependencies and parents, and what is wrong with an edit by itself.</content>
internal sealed partial class Editing
{
    /// <summary>What is wrong with an edit, whatever task it goes to.</summary>
    public static IEnumerable<string> Faults(TaskEdit edit) =>
    [
        .. edit.Title is null ? [] : Requests.TitleFaults(edit.Title),
        .. string.IsNullOrEmpty(edit.AssignedTo) ? [] : Requests.NameFaults("The agent it is meant for", edit.AssignedTo),
        .. string.IsNullOrEmpty(edit.Persona) ? [] : Requests.NameFaults("The persona", edit.Persona),
        .. edit.State is { } state && !Enum.IsDefined(state) ? [$"There is no state {state}."] : Array.Empty<string>(),
        .. edit.Priority is { } priority && !Enum.IsDefined(priority) ? [$"There is no priority {priority}."] : Array.Empty<string>(),
        .. Requests.NoteFaults(edit.Note),
        .. edit.AddDependsOn.Contains(default) ? ["A dependency must not be empty."] : Array.Empty<string>(),
        .. edit.AddRelated.Contains(default) ? ["A related id must not be empty."] : Array.Empty<string>(),
        .. Requests.AttemptsFaults(edit.MaxAttempts),
        .. Requests.RestFaults(edit.RetryDelay, edit.RetryMaxDelay),
        .. Requests.RunFaults(edit.MaxRun),
        .. Requests.ListFaults("A label", edit.AddLabels),
        .. Requests.ListFaults("A path", edit.AddPaths),
        .. Requests.ListFaults("An acceptance criterion", edit.AddAcceptance),
    ];

    private void Link(TaskEdit edit)
    {
        var key = before.Key;
        var add = edit.AddDependsOn.Select(d => d.Value).Except(before.Item.DependsOn).ToArray();
        foreach (var id in add.Where(id => view.Content.Find(id) is null))
        {
            throw Lookup.NotFound(view.Content, id, $"'{key}' cannot depend on it.");
        }

        // What is both added and taken off is added, also where it was there already: so repeating the edit changes nothing.
        var remove = edit.RemoveDependsOn.Select(d => d.Value).Except(edit.AddDependsOn.Select(d => d.Value)).ToArray();
        if (List("depends_on", before.Item.DependsOn, add, remove, "depends on", "no longer depends on"))
        {
            MayFreeTasks = true;
        }

        Relate(edit);
        var newParent = Adopt(edit.Parent);
        if (add.Length > 0 || newParent)
        {
            Links.RefuseCycles(view.Content, Task, add, newParent);
        }
    }

    private void Relate(TaskEdit edit)
    {
        var add = edit.AddRelated.Select(r => r.Value).Except(before.Item.Related).ToArray();
        if (add.Contains(before.Key))
        {
            throw new InvalidRequestException($"'{before.Key}' cannot be related to itself: name the task that it belongs together with.", before.Key);
        }

        foreach (var id in add.Where(id => view.Content.Find(id) is null))
        {
            throw Lookup.NotFound(view.Content, id, $"'{before.Key}' cannot be related to it.");
        }

        var remove = edit.RemoveRelated.Select(r => r.Value).Except(edit.AddRelated.Select(r => r.Value)).ToArray();
        List("related", before.Item.Related, add, remove, "related to", "no longer related to");
    }

    /// <summary>Whether the task has a new parent now.</summary>
    private bool Adopt(TaskId? parent)
    {
        var value = parent is null || parent == default(TaskId) ? null : parent.Value.Value;
        if (parent is null || value == (string.IsNullOrEmpty(before.Item.Parent) ? null : before.Item.Parent))
        {
            return false;
        }

        if (value is not null && view.Content.Find(value) is null)
        {
            throw Lookup.NotFound(view.Content, value, $"It cannot be the parent of '{before.Key}'.");
        }

        _amendment.PutText("parent", value);
        _done.Add(value is null ? "no longer a subtask" : $"subtask of {value}");
        MayFreeTasks = true;
        return value is not null;
    }
}
