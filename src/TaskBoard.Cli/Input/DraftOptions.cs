using System.CommandLine;

namespace TaskBoard.Cli.Input;

/// <summary>The options that describe a new task.</summary>
internal sealed class DraftOptions
{
    private readonly Option<string?> _id = new("--id") { HelpName = "ID", Description = "Its id (else a short random one)." };
    private readonly DescriptionOptions _description = new();
    private readonly Option<string?> _priority = new("--priority") { HelpName = "P", Description = "critical, high, medium or low (default medium)." };
    private readonly Option<string[]> _labels = Repeated("--label", "L", "A label; may be repeated.");
    private readonly Option<string[]> _dependsOn = Repeated("--depends-on", "ID", "A task that must be completed first; may be repeated.");
    private readonly Option<string?> _parent = new("--parent") { HelpName = "ID", Description = "The task that it is a subtask of." };
    private readonly Option<string[]> _related = Repeated("--related", "ID", "A task that belongs together with it, without order; may be repeated.");
    private readonly Option<string?> _persona = new("--persona") { HelpName = "P", Description = "Only agents of this persona get it." };
    private readonly Option<string?> _assign = new("--assign") { HelpName = "A", Description = "Only this agent gets it." };
    private readonly Option<string[]> _paths = Repeated("--path", "P", "A file or directory that it will touch; may be repeated.");
    private readonly Option<string[]> _acceptance = Repeated("--acceptance", "TEXT", "What must be true when it is done; may be repeated.");
    private readonly Option<string?> _notBefore = new("--not-before") { HelpName = "TIME", Description = "Not ready before this time." };
    private readonly Option<int?> _maxAttempts = new("--max-attempts") { HelpName = "N", Description = "How many attempts may fail." };
    private readonly Option<string?> _retryDelay = new("--retry-delay") { HelpName = "TIME", Description = "How long it rests after a failure, doubled with each (90s, 15m, 2h)." };
    private readonly Option<string?> _retryMaxDelay = new("--retry-max-delay") { HelpName = "TIME", Description = "Its longest rest after a failure." };
    private readonly Option<string?> _maxRun = new("--max-run") { HelpName = "TIME", Description = "How long a claim of it lives at most, whatever signs of life come." };

    /// <summary>An option that takes one value and may be repeated.</summary>
    public static Option<string[]> Repeated(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
    };

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

    /// <summary>The draft that they describe.</summary>
    public async Task<TaskDraft> DraftAsync(CommandCall call, string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            throw CliException.Usage("A task needs a TITLE, as in: taskboard add 'Parse the header'. Or give tasks with --json-input FILE|-.");
        }

        return new TaskDraft(title)
        {
            Id = call.Value(_id) is { } id ? ChosenWords.Id(id) : null,
            Description = await _description.TextAsync(call).ConfigureAwait(false) ?? "",
            Priority = call.Value(_priority) is { } priority ? ChosenWords.Priority(priority) : TaskPriority.Medium,
            Labels = call.Values(_labels),
            DependsOn = call.Values(_dependsOn).Select(ChosenWords.Id).ToValueList(),
            Parent = call.Value(_parent) is { } parent ? ChosenWords.Id(parent) : null,
            Related = call.Values(_related).Select(ChosenWords.Id).ToValueList(),
            Persona = call.Value(_persona),
            AssignedTo = call.Value(_assign),
            Paths = call.Values(_paths),
            Acceptance = call.Values(_acceptance),
            NotBefore = call.Value(_notBefore) is { } time ? Moments.ParseTime("--not-before", time) : null,
            MaxAttempts = call.Value(_maxAttempts),
            RetryDelay = ChosenWords.SpanOrNull(call, _retryDelay),
            RetryMaxDelay = ChosenWords.SpanOrNull(call, _retryMaxDelay),
            MaxRun = ChosenWords.SpanOrNull(call, _maxRun),
        };
    }

    private IEnumerable<Option> All =>
    [
        _id, .. _description.All, _priority, _labels, _dependsOn, _parent, _related, _persona, _assign, _paths, _acceptance, _notBefore, _maxAttempts,
        _retryDelay, _retryMaxDelay, _maxRun,
    ];
}
