using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>What a draft looks like on the board, and what is wrong with it.</summary>
internal static class Drafts
{
    /// <summary>What is wrong with the drafts, whatever board they go to.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<TaskDraft> drafts)
    {
        if (drafts.Count == 0)
        {
            yield return "There is no task to add.";
        }

        foreach (var twice in drafts.Where(d => d.Id is not null).GroupBy(d => d.Id!.Value).Where(g => g.Count() > 1))
        {
            yield return $"The id '{twice.Key}' stands at {twice.Count()} drafts.";
        }

        for (var i = 0; i < drafts.Count; i++)
        {
            var name = drafts.Count == 1 ? "" : $"Draft {i + 1}{(string.IsNullOrWhiteSpace(drafts[i].Title) ? "" : $" ('{drafts[i].Title}')")}: ";
            foreach (var fault in Faults(drafts[i]))
            {
                yield return name + fault;
            }
        }
    }

    /// <summary>The ids that drafts become: their own, which must differ, and new ones.</summary>
    public static TaskId[] Ids(BoardView view, IReadOnlyList<TaskDraft> drafts)
    {
        var taken = drafts.Where(d => d.Id is not null).Select(d => d.Id!.Value.Value).ToHashSet(StringComparer.Ordinal);
        return drafts.Select(draft =>
        {
            var id = draft.Id ?? NewTaskId.Make(view, taken);
            taken.Add(id.Value);
            return id;
        }).ToArray();
    }

    /// <summary>Why a draft cannot have the id of a task.</summary>
    public static Sentence Taken(TaskContent there) =>
        $"The id '{there.Key}' is taken by '{there.Item.Title}' ({there.Item.State.ToWord()}). Take another, or none: one is made.";

    /// <summary>The task that a draft becomes. What programs of the plain format rely on is always there, all else only where it says something.</summary>
    public static TaskContent ToTask(TaskDraft draft, TaskId id, BoardView view, ChangeBy by)
    {
        var now = JsonText.Quote(Timestamps.Write(view.Now));
        var properties = new List<KeyValuePair<string, string>>
        {
            new("id", JsonText.Quote(id.Value)),
            new("title", JsonText.Quote(draft.Title)),
            new("description", JsonText.Quote(draft.Description)),
            new("status", JsonText.Quote(TaskState.Pending.ToWord())),
            new("assigned_to", draft.AssignedTo is null ? "null" : JsonText.Quote(draft.AssignedTo)),
        };
        Text("persona", draft.Persona);
        Text("priority", draft.Priority == TaskPriority.Medium ? null : draft.Priority.ToWord());
        List("depends_on", draft.DependsOn.Select(d => d.Value).Distinct());
        Text("parent", draft.Parent?.Value);
        List("related", draft.Related.Select(r => r.Value).Distinct());
        List("labels", draft.Labels.Distinct());
        List("paths", draft.Paths.Distinct());
        List("acceptance", draft.Acceptance);
        Text("not_before", draft.NotBefore is { } time ? Timestamps.Write(time) : null);
        if (draft.MaxAttempts is { } attempts)
        {
            properties.Add(new("max_attempts", attempts.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Text("retry_delay", draft.RetryDelay?.ToWord());
        Text("retry_max_delay", draft.RetryMaxDelay?.ToWord());
        Text("max_run", draft.MaxRun?.ToWord());
        Text("created_by", by.Agent);
        properties.Add(new("created_at", now));
        properties.Add(new("updated_at", now));
        properties.AddRange(draft.Properties.Select(p => KeyValuePair.Create(p.Key, Requests.Compact(p.Value)!)));
        return new TaskAmendment(TaskContent.Of(id.Value, properties), view, by)
            .Record(BoardEventKind.Created, EntryText.With("created", by.Reason)).Task;

        void Text(string name, string? text)
        {
            if (text is not null)
            {
                properties.Add(new(name, JsonText.Quote(text)));
            }
        }

        void List(string name, IEnumerable<string> texts)
        {
            if (texts.Any())
            {
                properties.Add(new(name, JsonText.Strings(texts)));
            }
        }
    }

    /// <summary>What is wrong with a draft, whatever else is added with it.</summary>
    public static IEnumerable<string> Faults(TaskDraft draft) =>
    [
        .. Requests.TitleFaults(draft.Title).Select(fault => fault + (string.IsNullOrWhiteSpace(draft.Title) ? PropertyNames.TitleIn(draft) : "")),
        .. draft.Description is null ? ["A description must not be null."] : Array.Empty<string>(),
        .. draft.Id == default(TaskId) ? ["An id must not be empty."] : Array.Empty<string>(),
        .. draft.Id is { } id && ClaimHandle.TryParse(id.Value, out _)
            ? [$"The id '{id}' looks like a claim handle, and would be taken for one. Leave out what follows the '#'."]
            : Array.Empty<string>(),
        .. draft.AssignedTo is null ? [] : Requests.NameFaults("The agent it is meant for", draft.AssignedTo),
        .. draft.Persona is null ? [] : Requests.NameFaults("The persona", draft.Persona),
        .. draft.DependsOn.Contains(default) ? ["A dependency must not be empty."] : Array.Empty<string>(),
        .. draft.Related.Contains(default) ? ["A related id must not be empty."] : Array.Empty<string>(),
        .. draft.Id is { } self && draft.Related.Contains(self) ? [$"'{self}' cannot be related to itself."] : Array.Empty<string>(),
        .. draft.Parent == default(TaskId) ? ["A parent must not be empty."] : Array.Empty<string>(),
        .. Requests.ListFaults("A label", draft.Labels),
        .. Requests.ListFaults("A path", draft.Paths),
        .. Requests.ListFaults("An acceptance criterion", draft.Acceptance),
        .. Enum.IsDefined(draft.Priority) ? Array.Empty<string>() : [$"There is no priority {draft.Priority}."],
        .. Requests.AttemptsFaults(draft.MaxAttempts),
        .. Requests.RestFaults(draft.RetryDelay, draft.RetryMaxDelay),
        .. Requests.RunFaults(draft.MaxRun),
        .. draft.Properties.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => $"The property '{g.Key}' stands twice."),
        .. draft.Properties.Where(p => PropertyOrder.Known.Contains(p.Key)).Select(p => $"'{p.Key}' is no further property: it has one of its own."),
        .. draft.Properties.Where(p => Requests.Compact(p.Value) is null).Select(p => $"The value of the property '{p.Key}' is not JSON."),
    ];
}
