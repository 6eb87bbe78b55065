using System.CommandLine;

namespace TaskBoard.Cli.Input;

/// <summary>The options that say what to change about a task.</summary>
internal sealed class EditOptions
{
    private readonly Option<string?> _title = new("--title") { HelpName = "T", Description = "A new title." };
    private readonly DescriptionOptions _description = new();
    private readonly Option<string?> _status = new("--status") { HelpName = "S", Description = "PENDING (retry, reopen) or CANCELLED; the others come from claim, complete and fail." };
    private readonly Option<string?> _assign = new("--assign") { HelpName = "A", Description = "Only this agent gets it; '': anyone." };
    private readonly Option<string?> _priority = new("--priority") { HelpName = "P", Description = "critical, high, medium or low." };
    private readonly Option<string?> _persona = new("--persona") { HelpName = "P", Description = "Only agents of this persona get it; '': any." };
    private readonly Option<string?> _parent = new("--parent") { HelpName = "ID", Description = "The task that it is a subtask of; '': none." };
    private readonly Option<string?> _notBefore = new("--not-before") { HelpName = "TIME", Description = "Not ready before this time; '': at once." };
    private readonly Option<int?> _maxAttempts = new("--max-attempts") { HelpName = "N", Description = "How many attempts may fail." };
    private readonly Option<string?> _retryDelay = new("--retry-delay") { HelpName = "TIME", Description = "How long it rests after a failure, doubled with each (90s, 15m, 2h)." };
    private readonly Option<string?> _retryMaxDelay = new("--retry-max-delay") { HelpName = "TIME", Description = "Its longest rest after a failure." };
    private readonly Option<string?> _maxRun = new("--max-run") { HelpName = "TIME", Description = "How long a claim of it lives at most, whatever signs of life come." };
    private readonly Option<string[]> _addLabels = DraftOptions.Repeated("--add-label", "L", "A label to add; may be repeated.");
    private readonly Option<string[]> _removeLabels = DraftOptions.Repeated("--remove-label", "L", "A label to take off; may be repeated.");
    private readonly Option<string[]> _dependsOn = DraftOptions.Repeated("--depends-on", "ID", "A task that must be completed first; may be repeated.");
    private readonly Option<string[]> _notDependsOn = DraftOptions.Repeated("--not-depends-on", "ID", "A task that it need not wait for any more; may be repeated.");
    private readonly Option<string[]> _related = DraftOptions.Repeated("--related", "ID", "A task that belongs together with it, without order; may be repeated.");
    private readonly Option<string[]> _notRelated = DraftOptions.Repeated("--not-related", "ID", "A task that no longer does; may be repeated.");
    private readonly Option<string[]> _addPaths = DraftOptions.Repeated("--add-path", "P", "A file or directory that it will touch as well; may be repeated.");
    private readonly Option<string[]> _removePaths = DraftOptions.Repeated("--remove-path", "P", "A file or directory that it will not touch; may be repeated.");
    private readonly Option<string[]> _addAcceptance = DraftOptions.Repeated("--add-acceptance", "TEXT", "What must be true as well when it is done; may be repeated.");
    private readonly Option<string[]> _removeAcceptance = DraftOptions.Repeated("--remove-acceptance", "TEXT", "What need not be true any more, word by word; may be repeated.");
    private readonly Option<string?> _note = new("--note") { HelpName = "TEXT", Description = "A note to leave with it." };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The name of one of them that stands on the command line; null: none.</summary>
    public string? AnyGiven(CommandCall call) => All.FirstOrDefault(call.Has)?.Name;

    /// <summary>The edit that they describe, with ids as they were written.</summary>
    public async Task<TaskEdit> EditAsync(CommandCall call) => new()
    {
        Title = call.Value(_title),
        Description = await _description.TextAsync(call).ConfigureAwait(false),
        State = call.Value(_status) is { } status ? ChosenWords.State(status) : null,
        AssignedTo = call.Value(_assign),
        Persona = call.Value(_persona),
        Priority = call.Value(_priority) is { } priority ? ChosenWords.Priority(priority) : null,
        Note = call.Value(_note),
        Parent = call.Value(_parent) is { } parent ? ParentOf(parent) : null,
        NotBefore = call.Value(_notBefore) is { } time ? Moments.ParseTimeOrNone("--not-before", time) : null,
        MaxAttempts = call.Value(_maxAttempts),
        RetryDelay = ChosenWords.SpanOrNull(call, _retryDelay),
        RetryMaxDelay = ChosenWords.SpanOrNull(call, _retryMaxDelay),
        MaxRun = ChosenWords.SpanOrNull(call, _maxRun),
        AddLabels = call.Values(_addLabels),
        RemoveLabels = call.Values(_removeLabels),
        AddDependsOn = call.Values(_dependsOn).Select(ChosenWords.Id).ToValueList(),
        RemoveDependsOn = call.Values(_notDependsOn).Select(ChosenWords.Id).ToValueList(),
        AddRelated = call.Values(_related).Select(ChosenWords.Id).ToValueList(),
        RemoveRelated = call.Values(_notRelated).Select(ChosenWords.Id).ToValueList(),
        AddPaths = call.Values(_addPaths),
        RemovePaths = call.Values(_removePaths),
        AddAcceptance = call.Values(_addAcceptance),
        RemoveAcceptance = call.Values(_removeAcceptance),
    };

    /// <summary>A parent as written, where the empty text means none.</summary>
    public static TaskId ParentOf(string text) => text.Length == 0 ? default : ChosenWords.Id(text);

    private IEnumerable<Option> All =>
    [
        _title, .. _description.All, _status, _assign, _priority, _persona, _parent, _notBefore, _maxAttempts, _retryDelay, _retryMaxDelay, _maxRun,
        _addLabels, _removeLabels,
        _dependsOn, _notDependsOn, _related, _notRelated, _addPaths, _removePaths, _addAcceptance, _removeAcceptance, _note,
    ];
}
