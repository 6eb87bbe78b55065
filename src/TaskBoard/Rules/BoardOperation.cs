using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// What a caller wants, as a pure function over the board's state: decides whether it may happen and what exactly changes.
/// Refusals are thrown as <see cref="BoardException"/> and leave no trace.
/// </summary>
internal delegate Decision BoardOperation(BoardView view);

/// <summary>All that a decision may depend on.</summary>
/// <param name="Content">The board.</param>
/// <param name="Leases">The leases in force or ended, by task; one counts only if attempt and agent are those of the file.</param>
/// <param name="Now">The wall clock.</param>
/// <param name="BootId">The boot in which <paramref name="SinceBoot"/> counts.</param>
/// <param name="SinceBoot">The boot-time clock.</param>
/// <param name="Settings">The board's settings.</param>
/// <param name="HighestAttempt">The highest attempt ever recorded for an id; 0: never claimed; null: the id was never on this board.</param>
/// <param name="Random">Random numbers from 0 to (excluding) the bound, for new ids and jitter.</param>
internal sealed record BoardView(
    BoardContent Content,
    IReadOnlyDictionary<string, Lease> Leases,
    DateTimeOffset Now,
    string BootId,
    TimeSpan SinceBoot,
    BoardSettings Settings,
    Func<string, int?> HighestAttempt,
    Func<int, int> Random)
{
    /// <summary>An agent as it is on record; null: it is not known.</summary>
    public Func<string, AgentRow?> Agent { get; init; } = static _ => null;

    /// <summary>The personas that were set, by id.</summary>
    public Func<IReadOnlyList<PersonaRow>> Personas { get; init; } = static () => [];

    /// <summary>The ids of the personas that are described in files.</summary>
    public Func<IReadOnlyCollection<string>> PersonaFiles { get; init; } = static () => [];

    /// <summary>Why the file that describes a persona cannot be used, by the persona's id, in sentences; null: it can, or there is none.</summary>
    public Func<string, string?> PersonaFault { get; init; } = static _ => null;

    /// <summary>What is on record of the board's past, as of the last commit.</summary>
    public IBoardPast Past { get; init; } = NoPast.Instance;

    /// <summary>What the guard for finished work has to tell about the board as it is.</summary>
    public Func<IReadOnlyList<RemovedWork>> Removed { get; init; } = static () => [];

    /// <summary>The machine of who asks; null: not known.</summary>
    public string? Host { get; init; }

    /// <summary>The process of who asks; null: not known.</summary>
    public int? Pid { get; init; }

    /// <summary>What proves later that it is the same process; null: nothing does.</summary>
    public string? Process { get; init; }
}

/// <summary>What rules need of the options.</summary>
internal sealed record BoardSettings(
    TimeSpan Lease, int MaxAttempts, TimeSpan RetryDelay, TimeSpan RetryMaxDelay, int HistoryKept, TimeSpan? MaxRun = null)
{
    /// <summary>After how long without a sign of life an agent counts as lost; null: not known.</summary>
    public TimeSpan? AgentTimeout { get; init; }

    /// <summary>Which of several ready tasks is claimed first.</summary>
    public ClaimOrder ClaimOrder { get; init; }

    /// <summary>Whether a finished task says no more who had it.</summary>
    public bool ClearAssignedTo { get; init; }

    /// <summary>Whether a task with acceptance criteria is completed with evidence only.</summary>
    public bool RequireEvidence { get; init; }
}

/// <summary>What was decided.</summary>
internal sealed record Decision
{
    /// <summary>The board after; the same object as before where nothing has to change.</summary>
    public required BoardContent After { get; init; }

    /// <summary>
    /// The board once leases that had ended were taken account of, and before anything else: the clock's part of the change, which is recorded first
    /// and by itself. Null: no lease had ended.
    /// </summary>
    public BoardContent? Expired { get; init; }

    /// <summary>The tasks acted on or added, for the answer.</summary>
    public required IReadOnlyList<TaskId> Tasks { get; init; }

    /// <summary>What happened, in words, for the history; null: nothing to add.</summary>
    public string? Details { get; init; }

    /// <summary>Leases granted or renewed (a lease) or ended (null), by task.</summary>
    public IReadOnlyDictionary<string, Lease?> Leases { get; init; } = new Dictionary<string, Lease?>();

    /// <summary>The agent's row as it is to be; null: nothing was said of it.</summary>
    public AgentRow? Agent { get; init; }

    /// <summary>Personas as they are to be, or not any more (null), by id.</summary>
    public IReadOnlyDictionary<string, PersonaRow?> Personas { get; init; } = System.Collections.Frozen.FrozenDictionary<string, PersonaRow?>.Empty;

    /// <summary>The event about an agent or a persona, beside the board (<see cref="BoardEventKind"/>); null: none.</summary>
    public string? AsideEvent { get; init; }

    /// <summary>The word for each of its events (<see cref="BoardEventKind"/>); null: the one that says how the task changed.</summary>
    public string? Word { get; init; }

    /// <summary>What the guard for finished work had to tell is accepted.</summary>
    public bool AcceptsRemoval { get; init; }

    /// <summary>The claim it is about; null: none.</summary>
    public ClaimHandle? Claim { get; init; }

    /// <summary>Tasks that became ready.</summary>
    public IReadOnlyList<TaskId> Ready { get; init; } = [];

    /// <summary>The file is to be written in the house format; what it says stays.</summary>
    public bool Formats { get; init; }

    /// <summary>Nothing was found to do (claiming the next task when none is ready).</summary>
    public bool NothingToDo { get; init; }

    /// <summary>It had been done already.</summary>
    public bool AlreadyDone { get; init; }

    /// <summary>A claim gave back a task that the agent already held.</summary>
    public bool Resumed { get; init; }

    /// <summary>A result came after its lease had ended.</summary>
    public bool Late { get; init; }

    /// <summary>What the caller should know all the same.</summary>
    public IReadOnlyList<Sentence> Warnings { get; init; } = [];

    /// <summary>By whose hand (<see cref="BoardEventSource"/>).</summary>
    public string Source { get; init; } = BoardEventSource.Agent;
}
