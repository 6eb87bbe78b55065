using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>There is no such task on the board.</summary>
public sealed class TaskNotFoundException : BoardException
{
    internal TaskNotFoundException(string task, string? hint = null)
        : base(BoardErrorCodes.TaskNotFound, BoardErrorKind.NotFound,
            $"There is no task '{task}' on this board.{(hint is null ? "" : " " + hint)} 'taskboard list --all' shows them all.") => Task = task;

    private TaskNotFoundException(string message, IReadOnlyList<string> missing)
        : base(BoardErrorCodes.TaskNotFound, BoardErrorKind.NotFound, message) => Task = missing[0];

    /// <summary>Tasks that were not on the board at a revision.</summary>
    internal static TaskNotFoundException At(long revision, IReadOnlyList<string> missing) => new(
        $"Revision {revision} has no task '{string.Join("', '", missing)}', so it cannot be brought back from there; nothing was changed. 'taskboard log ID' tells when a task was on the board.", missing);
}

/// <summary>A prefix fits several ids.</summary>
public sealed class AmbiguousTaskIdException : BoardException
{
    internal AmbiguousTaskIdException(string prefix, IReadOnlyList<string> candidates)
        : base(BoardErrorCodes.AmbiguousTaskId, BoardErrorKind.NotFound,
            $"'{prefix}' fits several tasks: {string.Join(", ", candidates)}. Write the whole id.")
    {
        Task = prefix;
        Candidates = candidates.ToValueList();
    }

    /// <summary>The ids that it fits.</summary>
    public ValueList<string> Candidates { get; }
}

/// <summary>The state a task is in forbids what was asked for; nothing was changed.</summary>
public sealed class TransitionRefusedException : BoardException
{
    internal TransitionRefusedException(string task, TaskState state, string? assignedTo, IReadOnlyList<string> allowed, string message)
        : base(BoardErrorCodes.TransitionRefused, BoardErrorKind.Refused, message)
    {
        Task = task;
        State = state;
        AssignedTo = assignedTo;
        Allowed = allowed.ToValueList();
    }

    /// <summary>The state the task is in.</summary>
    public TaskState State { get; }

    /// <summary>Who holds the task; null: nobody.</summary>
    public string? AssignedTo { get; }

    /// <summary>What is allowed in this state, as names of commands.</summary>
    public ValueList<string> Allowed { get; }
}

/// <summary>The caller does not hold the task: somebody else does, or the claim is not the current one; nothing was changed.</summary>
public sealed class ClaimLostException : BoardException
{
    internal ClaimLostException(string task, string? heldBy, int attempt, DateTimeOffset? since, string message)
        : base(BoardErrorCodes.ClaimLost, BoardErrorKind.Refused, message)
    {
        Task = task;
        HeldBy = heldBy;
        Attempt = attempt;
        Since = since;
    }

    /// <summary>Who has the task now; null: nobody.</summary>
    public string? HeldBy { get; }

    /// <summary>The number of the last claim.</summary>
    public int Attempt { get; }

    /// <summary>Since when, as far as known.</summary>
    public DateTimeOffset? Since { get; }
}

/// <summary>The task cannot be claimed now, unless <see cref="ClaimOptions.Override"/> passes over what holds it back; nothing was changed.</summary>
public sealed class TaskNotReadyException : BoardException
{
    internal TaskNotReadyException(string task, IReadOnlyList<Sentence> reasons, string message)
        : base(BoardErrorCodes.TaskNotReady, BoardErrorKind.Refused, message)
    {
        Task = task;
        Said = reasons.ToValueList();
        Reasons = reasons.Select(reason => reason.Text).ToValueList();
    }

    /// <summary>What holds the task back, each as a sentence.</summary>
    public ValueList<string> Reasons { get; }

    /// <summary>The reasons, which know what they quote.</summary>
    internal ValueList<Sentence> Said { get; }
}

/// <summary>The board demands that acceptance criteria are shown to be met, and nothing was given that shows it; nothing was changed.</summary>
public sealed class EvidenceRequiredException : BoardException
{
    internal EvidenceRequiredException(string task, ValueList<string> acceptance)
        : base(BoardErrorCodes.EvidenceRequired, BoardErrorKind.Refused,
            $"Cannot complete task '{task}' without evidence: this board demands it of tasks with acceptance criteria (require_evidence), and this one is done when: {string.Join("; ", acceptance)}. "
            + "Repeat with --evidence TEXT, saying what shows it (in code: TaskResult.Evidence).")
    {
        Task = task;
        Acceptance = acceptance;
    }

    /// <summary>What is to be shown.</summary>
    public ValueList<string> Acceptance { get; }
}

/// <summary>The task has problems in the file and cannot be changed until a person has mended them; nothing was changed.</summary>
public sealed class TaskHeldException : BoardException
{
    internal TaskHeldException(string task, IReadOnlyList<BoardProblem> problems)
        : base(BoardErrorCodes.TaskHeld, BoardErrorKind.Refused,
            $"Task '{task}' is held because of what stands in tasks.json: {string.Join(" ", problems)} Mend it in the file; everything else keeps working.")
    {
        Task = task;
        Problems = problems.ToValueList();
    }

    /// <summary>What is to be mended.</summary>
    public ValueList<BoardProblem> Problems { get; }
}

/// <summary>The id is taken by a task on the board; nothing was changed.</summary>
public sealed class TaskExistsException : BoardException
{
    internal TaskExistsException(string task, string message)
        : base(BoardErrorCodes.TaskExists, BoardErrorKind.Refused, message) => Task = task;
}

/// <summary>A dependency or parent would close a cycle; nothing was changed.</summary>
public sealed class DependencyCycleException : BoardException
{
    internal DependencyCycleException(string task, IReadOnlyList<string> cycle)
        : base(BoardErrorCodes.DependencyCycle, BoardErrorKind.Refused,
            $"That would close a cycle: {string.Join(" -> ", cycle)}. Leave one of these dependencies out.")
    {
        Task = task;
        Cycle = cycle.ToValueList();
    }

    private DependencyCycleException(string task)
        : base(BoardErrorCodes.DependencyCycle, BoardErrorKind.Refused, $"'{task}' cannot be its own parent. Name another parent, or none.")
    {
        Task = task;
        Cycle = [task, task];
        IsOwnParent = true;
    }

    /// <summary>The cycle as a path; the first and the last id are the same.</summary>
    public ValueList<string> Cycle { get; }

    /// <summary>The task was to be its own parent.</summary>
    internal bool IsOwnParent { get; }

    /// <summary>A task was to be its own parent.</summary>
    internal static DependencyCycleException OfOwnParent(string task) => new(task);
}
