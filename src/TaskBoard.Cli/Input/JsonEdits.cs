using System.Text.Json;
using static TaskBoard.Cli.Input.JsonValues;

namespace TaskBoard.Cli.Input;

/// <summary>
/// An edit as JSON: an object with what is to be changed, by the names of <c>tasks.json</c>. Lists are added to and taken from, so that
/// what others put there meanwhile stays.
/// </summary>
internal static class JsonEdits
{
    private const string Names = "title, description, status, assigned_to, persona, priority, blocked, parent, not_before, max_attempts, retry_delay, retry_max_delay, max_run, note, "
        + "add_labels, remove_labels, add_depends_on, remove_depends_on, add_related, remove_related, add_paths, remove_paths, "
        + "add_acceptance, remove_acceptance";

    /// <summary>Reads an edit.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Its name in messages.</param>
    public static TaskEdit Read(string text, string source)
    {
        using var document = Document(text, source);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.EnumerateObject().Any())
        {
            throw CliException.Usage($"--json-input {source}: expected an object with what is to be changed: {Names}.");
        }

        var root = document.RootElement;
        return Given(() => root.EnumerateObject().Aggregate(new TaskEdit(), (edit, property) => With(edit, property.Name, property.Value)));
    }

    private static TaskEdit With(TaskEdit edit, string name, JsonElement value) => name switch
    {
        "title" => edit with { Title = Text(name, value) },
        "description" => edit with { Description = Text(name, value) },
        "status" => edit with { State = ChosenWords.State(Text(name, value)) },
        "assigned_to" => edit with { AssignedTo = Optional(name, value) ?? "" },
        "persona" => edit with { Persona = Optional(name, value) ?? "" },
        "priority" => edit with { Priority = ChosenWords.Priority(Text(name, value)) },
        "blocked" => edit with { Blocked = Optional(name, value) ?? "" },
        "parent" => edit with { Parent = EditOptions.ParentOf(Optional(name, value) ?? "") },
        "not_before" => edit with { NotBefore = Moments.ParseTimeOrNone($"'{name}'", Optional(name, value) ?? "") },
        "max_attempts" => edit with { MaxAttempts = Number(name, value) },
        "retry_delay" => edit with { RetryDelay = Span(name, value) },
        "retry_max_delay" => edit with { RetryMaxDelay = Span(name, value) },
        "max_run" => edit with { MaxRun = Span(name, value) },
        "note" => edit with { Note = Text(name, value) },
        "add_labels" => edit with { AddLabels = Texts(name, value) },
        "remove_labels" => edit with { RemoveLabels = Texts(name, value) },
        "add_depends_on" => edit with { AddDependsOn = Texts(name, value).Select(ChosenWords.Id).ToValueList() },
        "remove_depends_on" => edit with { RemoveDependsOn = Texts(name, value).Select(ChosenWords.Id).ToValueList() },
        "add_related" => edit with { AddRelated = Texts(name, value).Select(ChosenWords.Id).ToValueList() },
        "remove_related" => edit with { RemoveRelated = Texts(name, value).Select(ChosenWords.Id).ToValueList() },
        "add_paths" => edit with { AddPaths = Texts(name, value) },
        "remove_paths" => edit with { RemovePaths = Texts(name, value) },
        "add_acceptance" => edit with { AddAcceptance = Texts(name, value) },
        "remove_acceptance" => edit with { RemoveAcceptance = Texts(name, value) },
        "labels" or "depends_on" or "related" or "paths" or "acceptance" => throw CliException.Usage($"write add_{name} and remove_{name}, so that what others put there meanwhile stays."),
        _ => throw CliException.Usage($"'{name}' cannot be edited. What can: {Names}."),
    };
}
