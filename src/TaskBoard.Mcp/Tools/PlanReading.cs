using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>
/// Reads a plan. What in it means nothing is left out of the plan and remembered, so that the board can be asked for all else that is wrong with it and everything is told at once.
/// </summary>
internal sealed class PlanReading
{
    private readonly List<PlanProblem> _faults = [];

    private PlanReading(IReadOnlyList<CheckedArguments> tasks) => Plan = new TaskPlan(tasks.Select(Task).ToValueList());

    /// <summary>The plan, as far as it means something.</summary>
    public TaskPlan Plan { get; }

    /// <summary>What means nothing.</summary>
    public IReadOnlyList<PlanProblem> Faults => _faults;

    /// <summary>Reads tasks.</summary>
    public static PlanReading Of(IReadOnlyList<CheckedArguments> tasks) => new(tasks);

    /// <summary>Refuses a plan with such faults, and names what the board would refuse as well.</summary>
    /// <exception cref="InvalidPlanException">There are faults.</exception>
    public async Task DemandAsync(Board board, ChangeBy by, CancellationToken cancellationToken)
    {
        if (_faults.Count == 0)
        {
            return;
        }

        try
        {
            await board.PreviewAsync(Plan, by, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidPlanException e)
        {
            throw new InvalidPlanException([.. _faults.Concat(e.Problems).OrderBy(p => p.Task)]);
        }

        throw new InvalidPlanException(_faults);
    }

    private PlannedTask Task(CheckedArguments task, int place)
    {
        var (key, title) = (task.Text("key"), task.Text("title")!);
        return new PlannedTask(key, new TaskDraft(title)
        {
            Id = Id("id", task.Text("id")),
            Description = task.Text("description") ?? "",
            Priority = task.Priority("priority") ?? TaskPriority.Medium,
            Persona = task.Text("persona"),
            AssignedTo = task.Text("assigned_to"),
            Parent = Id("parent", task.Text("parent")),
            DependsOn = Ids("depends_on"),
            Related = Ids("related"),
            Labels = task.Texts("labels"),
            Paths = task.Texts("paths"),
            Acceptance = task.Texts("acceptance"),
            NotBefore = Time("not_before"),
            MaxAttempts = task.Whole("max_attempts"),
        });

        ValueList<TaskId> Ids(string property) => task.Texts(property).Select((text, i) => Id(property, text, i)).OfType<TaskId>().ToValueList();

        TaskId? Id(string property, string? text, int? element = null)
        {
            if (text is not null && TaskId.Fault(text) is { } fault)
            {
                Add(property, fault, element);
            }

            return TaskId.TryParse(text, out var id) ? id : null;
        }

        DateTimeOffset? Time(string property)
        {
            var text = task.Text(property);
            var time = string.IsNullOrEmpty(text) ? null : Fronts.Moment.TimeOf(text);
            if (time is null && !string.IsNullOrEmpty(text))
            {
                Add(property, Meanings.NoTime);
            }

            return time;
        }

        void Add(string property, string fault, int? element = null) => _faults.Add(new PlanProblem(place, fault)
        {
            Name = key ?? (task.Text("id") is { } id && TaskId.Fault(id) is null ? id : string.IsNullOrWhiteSpace(title) ? null : title),
            Property = property,
            Element = element,
        });
    }
}
