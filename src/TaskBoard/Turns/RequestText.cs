using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>
/// A request as canonical JSON: the same in every culture, each value told apart from its neighbours. What has its default is left out, so that
/// a request without a property that is new reads as it did before there was one. Pure.
/// </summary>
internal static class RequestText
{
    /// <summary>An array of the operation and what it was asked with; what is null at its end is left out.</summary>
    public static string Of(string operation, params object?[] parts)
    {
        var given = Array.FindLastIndex(parts, static part => part is not null) + 1;
        return JsonText.Array([JsonText.Quote(operation), .. parts.Take(given).Select(Part)]);
    }

    private static string Part(object? part) => part switch
    {
        null => "null",
        string text => JsonText.Quote(text),
        bool yes => yes ? "true" : "false",
        int number => Number(number)!,
        TaskId id => JsonText.Quote(id.Value),
        TaskRef task => Object(("id", Id(task.Id)), ("attempt", Number(task.Attempt))),
        TaskDraft draft => Draft(draft),
        PlannedTask planned => Object(("key", Text(planned.Key)), ("draft", Draft(planned.Draft))),
        TaskEdit edit => Edit(edit),
        ClaimOptions options => Object(
            ("hold", Flag(options.Hold)),
            ("another", Flag(options.Another)),
            ("override", Flag(options.Override)),
            ("persona", Text(options.Persona)),
            ("labels", Texts(options.Labels)),
            ("except", Ids(options.Except)),
            ("lease", Number(options.Lease?.Ticks)),
            ("max_run", Number(options.MaxRun?.Ticks)),
            ("renewed_elsewhere", Flag(options.RenewedElsewhere))),
        AgentRegistration agent => Object(
            ("persona", Text(agent.Persona)),
            ("role", Text(agent.Role)),
            ("focus", Text(agent.Focus)),
            ("working_directory", Text(agent.WorkingDirectory))),
        TaskResult result => Object(
            ("summary", Text(result.Summary)),
            ("evidence", Text(result.Evidence)),
            ("artifacts", Texts(result.Artifacts))),
        _ => throw new ArgumentException($"A request has no part of the type {part.GetType().Name}.", nameof(part)),
    };

    private static string Draft(TaskDraft draft) => Object(
        ("title", Text(draft.Title)),
        ("id", Id(draft.Id)),
        ("description", string.IsNullOrEmpty(draft.Description) ? null : Text(draft.Description)),
        ("priority", draft.Priority == TaskPriority.Medium ? null : Text(draft.Priority.ToString())),
        ("assigned_to", Text(draft.AssignedTo)),
        ("persona", Text(draft.Persona)),
        ("depends_on", Ids(draft.DependsOn)),
        ("parent", Id(draft.Parent)),
        ("related", Ids(draft.Related)),
        ("labels", Texts(draft.Labels)),
        ("paths", Texts(draft.Paths)),
        ("acceptance", Texts(draft.Acceptance)),
        ("not_before", Time(draft.NotBefore)),
        ("max_attempts", Number(draft.MaxAttempts)),
        ("retry_delay", Number(draft.RetryDelay?.Ticks)),
        ("retry_max_delay", Number(draft.RetryMaxDelay?.Ticks)),
        ("max_run", Number(draft.MaxRun?.Ticks)),
        ("properties", draft.Properties is { Count: > 0 } more ? JsonText.Array(more.Select(p => JsonText.Strings([p.Key, p.Value]))) : null));

    private static string Edit(TaskEdit edit) => Object(
        ("title", Text(edit.Title)),
        ("description", Text(edit.Description)),
        ("state", Text(edit.State?.ToString())),
        ("only_from", Texts(edit.OnlyFrom.Select(s => s.ToString()).ToValueList())),
        ("assigned_to", Text(edit.AssignedTo)),
        ("persona", Text(edit.Persona)),
        ("priority", Text(edit.Priority?.ToString())),
        ("blocked", Text(edit.Blocked)),
        ("note", Text(edit.Note)),
        ("parent", Id(edit.Parent)),
        ("not_before", Time(edit.NotBefore)),
        ("max_attempts", Number(edit.MaxAttempts)),
        ("retry_delay", Number(edit.RetryDelay?.Ticks)),
        ("retry_max_delay", Number(edit.RetryMaxDelay?.Ticks)),
        ("max_run", Number(edit.MaxRun?.Ticks)),
        ("add_labels", Texts(edit.AddLabels)),
        ("remove_labels", Texts(edit.RemoveLabels)),
        ("add_depends_on", Ids(edit.AddDependsOn)),
        ("remove_depends_on", Ids(edit.RemoveDependsOn)),
        ("add_related", Ids(edit.AddRelated)),
        ("remove_related", Ids(edit.RemoveRelated)),
        ("add_paths", Texts(edit.AddPaths)),
        ("remove_paths", Texts(edit.RemovePaths)),
        ("add_acceptance", Texts(edit.AddAcceptance)),
        ("remove_acceptance", Texts(edit.RemoveAcceptance)));

    // A plain loop: queries over values are compiled anew at each start.
    private static string Object(params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        var given = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                given.Add(new(name, value));
            }
        }

        return JsonText.Object(given);
    }

    private static string? Text(string? text) => text is null ? null : JsonText.Quote(text);

    private static string? Flag(bool yes) => yes ? "true" : null;

    private static string? Time(DateTimeOffset? time) => Text(time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Id(TaskId? id) => Text(id?.Value);

    private static string? Ids(ValueList<TaskId>? ids) => ids is { Count: > 0 } ? JsonText.Strings(ids.Select(id => id.Value)) : null;

    private static string? Texts(ValueList<string>? texts) => texts is { Count: > 0 } ? JsonText.Strings(texts) : null;
}
