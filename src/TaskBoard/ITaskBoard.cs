namespace TaskBoard;

/// <summary>
/// The primitives of a board. Everything handy is an extension method over them, so that a board can be faked, and one kept on a
/// server can take the place of the one in a file. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Every change either happens wholly and is on record, or is refused with a <see cref="BoardException"/> and leaves no trace. A change
/// that was answered survives a power cut (<see cref="Durability"/>). Cancelling a change works until its commit point; after it the change
/// is answered as done.
/// </remarks>
public interface ITaskBoard
{
    /// <summary>The board as it is now. Takes no lock. Where the file cannot be read: the last good revision, with <see cref="BoardSnapshot.Readable"/> false.</summary>
    /// <exception cref="BoardUnreadableException">The file cannot be read, and there is no history to fall back on.</exception>
    Task<BoardSnapshot> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds tasks, all or none. Drafts may depend on each other by their ids.</summary>
    /// <exception cref="TaskExistsException">An id is taken.</exception>
    /// <exception cref="TaskNotFoundException">A dependency or parent is neither on the board nor among the drafts.</exception>
    /// <exception cref="DependencyCycleException">The drafts depend on each other in a circle.</exception>
    /// <exception cref="PersonaNotFoundException">There is no persona such as a draft asks for.</exception>
    Task<BoardChange> AddAsync(IReadOnlyList<TaskDraft> drafts, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a whole graph of tasks, all or none. They name each other by keys of the plan, so no id has to be chosen before
    /// (<see cref="BoardChange.Keys"/> tells which key became which id).
    /// </summary>
    /// <exception cref="InvalidPlanException">Something is wrong with it: names that are not there or stand twice, circles, titles … all told at once.</exception>
    Task<BoardChange> PlanAsync(TaskPlan plan, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Picks the next task and claims it in one change. First gives an agent back the task it already holds
    /// (<see cref="BoardChange.Resumed"/>), then the best ready one: priority, then oldest, then order in the file. Null: nothing is ready.
    /// </summary>
    /// <exception cref="PersonaNotFoundException">There is no persona such as the options name.</exception>
    /// <exception cref="PersonaUnreadableException">What describes the persona that the agent plays cannot be used.</exception>
    Task<TaskClaim?> TryClaimNextAsync(ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Claims a task by its id.</summary>
    /// <exception cref="TaskNotFoundException">There is no such task.</exception>
    /// <exception cref="ClaimLostException">Somebody else holds it.</exception>
    /// <exception cref="TaskNotReadyException">Something holds it back, and <see cref="ClaimOptions.Override"/> is off.</exception>
    /// <exception cref="TransitionRefusedException">It is finished.</exception>
    /// <exception cref="PersonaNotFoundException">There is no persona such as the options name.</exception>
    /// <exception cref="PersonaUnreadableException">What describes the persona that the agent plays cannot be used.</exception>
    Task<TaskClaim> ClaimAsync(TaskId id, ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a sign of life: the lease of the claim begins anew (<see cref="BoardChange.Lease"/>), up to the end of its longest run. A lease that has ended
    /// lives again as long as nobody else acted on the task. Writes neither <c>tasks.json</c> nor an event, waits for no script that holds
    /// <c>tasks.lock</c>, and is not flushed: a power cut may cost a lease what its last renewal gave it.
    /// </summary>
    /// <exception cref="ClaimLostException">The claim is not the present one any more, or has come to the end of its longest run (<see cref="ClaimOptions.MaxRun"/>).</exception>
    /// <exception cref="TaskNotFoundException">The task was taken off the board.</exception>
    Task<BoardChange> RenewAsync(ClaimHandle claim, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Begins the work on a task that was claimed with <see cref="ClaimOptions.Hold"/>.</summary>
    Task<BoardChange> StartAsync(TaskRef task, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Reports how far the work is (0 to 100) and what was found out; either may be null.</summary>
    Task<BoardChange> ReportProgressAsync(TaskRef task, int? percent, string? note, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes a task. By id alone it also completes an unclaimed ready task (claims and completes in one change). A result that comes
    /// after the lease has ended, before anybody else claimed, is accepted (<see cref="BoardChange.Late"/>).
    /// </summary>
    Task<BoardChange> CompleteAsync(TaskRef task, TaskResult? result, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Reports that an attempt failed: PENDING again after a rest, or FAILED where the attempts are used up or <paramref name="retry"/> is false.</summary>
    Task<BoardChange> FailAsync(TaskRef task, string reason, bool retry, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Gives a task back without a result; costs no attempt. <paramref name="note"/> is for whoever comes next; null: nothing is said.</summary>
    Task<BoardChange> ReleaseAsync(TaskRef task, ChangeBy by, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>Changes properties of a task; cancel, retry, reopen, block and depend are edits.</summary>
    Task<BoardChange> EditAsync(TaskId id, TaskEdit edit, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Takes a task off the board; its history stays.</summary>
    /// <exception cref="TransitionRefusedException">An agent holds it, or other tasks name it as parent or dependency.</exception>
    Task<BoardChange> RemoveAsync(TaskId id, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Says who an agent is; again, what has changed. Whoever claims a task without is registered by that, with its name alone.</summary>
    /// <exception cref="PersonaNotFoundException">There is no such persona.</exception>
    /// <exception cref="PersonaUnreadableException">What describes the persona cannot be used.</exception>
    Task<BoardChange> RegisterAsync(AgentRegistration registration, ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>
    /// A sign of life of an agent: the leases of everything that it has in hand begin anew, as by <see cref="RenewAsync"/> and as cheaply. Nothing is refused;
    /// <see cref="BoardChange.Tasks"/> are those that were renewed.
    /// </summary>
    /// <param name="by">The agent.</param>
    /// <param name="note">Its status line; empty: none any more; null: as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<BoardChange> HeartbeatAsync(ChangeBy by, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>An agent leaves. What it has in hand is released, all in one change.</summary>
    Task<BoardChange> DeregisterAsync(ChangeBy by, CancellationToken cancellationToken = default);

    /// <summary>Who works on the board, by name, with what each has in hand. Those who left are among them.</summary>
    Task<ValueList<Agent>> AgentsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Events as they are recorded, hand edits included, beginning after a revision; null: from now on. Misses nothing. Ends only by cancellation:
    /// a lock, a full disk or an unreadable file is waited out.
    /// </summary>
    /// <remarks>
    /// What is recorded beside the board, such as a broken lock, carries the revision that the board was at. Because it may come after the caller
    /// saw that revision, beginning after it gives these events of it too; <see cref="BoardEvent.Sequence"/> tells which were seen before.
    /// Where the history is begun anew meanwhile (its database was deleted), revisions and sequences begin anew with it: all its events come, the
    /// first of them <see cref="BoardEventKind.HistoryRebuilt"/>. So they do after a revision that the history has not come to.
    /// </remarks>
    /// <exception cref="HistoryDamagedException">The history cannot be read any more; waiting does not mend it.</exception>
    /// <exception cref="HistoryTooNewException">A newer version has written the history.</exception>
    IAsyncEnumerable<BoardEvent> WatchAsync(long? afterRevision = null, CancellationToken cancellationToken = default);
}
