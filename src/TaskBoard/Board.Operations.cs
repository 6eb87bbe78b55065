using System.Runtime.CompilerServices;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>The changes, each a pure operation given to a turn.</content>
public sealed partial class Board
{
    /// <inheritdoc/>
    public Task<BoardChange> AddAsync(IReadOnlyList<TaskDraft> drafts, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        return ChangeAsync(Operations.Add(drafts, by), by, RequestHash.Of("add", [.. drafts]), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BoardChange> PlanAsync(TaskPlan plan, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var change = await ChangeAsync(Operations.Plan(plan, by), by, RequestHash.Of("plan", [.. plan.Tasks]), cancellationToken).ConfigureAwait(false);
        return change with { Keys = Plans.Keys(plan, change.Tasks) };
    }

    /// <inheritdoc/>
    public async Task<TaskClaim?> TryClaimNextAsync(ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ClaimOptions();
        using var claim = new ClaimInTheMaking(_living);
        var operation = claim.Noting(Operations.ClaimNext(by, options, _living.Holds));
        var change = await AskAsync(operation, by, RequestHash.Of("claim-next", options), cancellationToken, claim.Dispose).ConfigureAwait(false);
        return change is null ? null : ClaimOf(change, by, options);
    }

    /// <inheritdoc/>
    public async Task<TaskClaim> ClaimAsync(TaskId id, ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ClaimOptions();
        using var claim = new ClaimInTheMaking(_living);
        var operation = claim.Noting(Operations.Claim(id, by, options));
        return ClaimOf(await ChangeAsync(operation, by, RequestHash.Of("claim", id, options), cancellationToken, claim.Dispose).ConfigureAwait(false), by, options);
    }

    /// <inheritdoc/>
    public Task<BoardChange> RenewAsync(ClaimHandle claim, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return BeatAsync(Operations.Renew(claim, by), by, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BoardChange> StartAsync(TaskRef task, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Start(task, by), by, RequestHash.Of("start", task), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> ReportProgressAsync(TaskRef task, int? percent, string? note, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.ReportProgress(task, percent, note, by), by, RequestHash.Of("progress", task, percent, note), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> CompleteAsync(TaskRef task, TaskResult? result, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Complete(task, result, by), by, RequestHash.Of("complete", task, result), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> FailAsync(TaskRef task, string reason, bool retry, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Fail(task, reason, retry, by), by, RequestHash.Of("fail", task, reason, retry), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> ReleaseAsync(TaskRef task, ChangeBy by, string? note = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Release(task, by, note), by, RequestHash.Of("release", task, note), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> EditAsync(TaskId id, TaskEdit edit, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Edit(id, edit, by), by, RequestHash.Of("edit", id, edit), cancellationToken);

    /// <inheritdoc/>
    public Task<BoardChange> RemoveAsync(TaskId id, ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Remove(id, by), by, RequestHash.Of("remove", id), cancellationToken);

    /// <summary>Adds tasks with all their properties from another tool's board, all or none. Ids must be free.</summary>
    /// <param name="tasks">A JSON array of tasks in the form of <c>tasks.json</c>.</param>
    /// <param name="origin">Where they come from, for the history.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="BoardUnreadableException">The array cannot be read as tasks.</exception>
    /// <exception cref="TaskExistsException">An id is on the board already.</exception>
    public Task<BoardChange> ImportAsync(string tasks, string origin, ChangeBy by, CancellationToken cancellationToken = default)
    {
        var content = _file.Parse(System.Text.Encoding.UTF8.GetBytes(tasks), origin).Content.Tasks;
        return ChangeAsync(Operations.Import(content, origin), by, RequestHash.Of("import", tasks), cancellationToken);
    }

    /// <summary>
    /// Writes <c>tasks.json</c> in the format in which TaskBoard writes: what it says stays, comments included. A change without events; where the
    /// file is in that format already, nothing happens (<see cref="BoardChange.AlreadyDone"/>).
    /// </summary>
    /// <param name="by">Who formats.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="BoardUnreadableException">The file cannot be read; it stays as it is.</exception>
    public Task<BoardChange> FormatAsync(ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(static view => new Decision { After = view.Content, Tasks = [], Formats = true }, by, RequestHash.Of("format"), cancellationToken);

    /// <summary>Whether <c>tasks.json</c> is in the format in which TaskBoard writes. Takes no turn and changes nothing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BoardUnreadableException">The file cannot be read.</exception>
    /// <exception cref="BoardMissingException">There is a history, but no file.</exception>
    public Task<bool> IsFormattedAsync(CancellationToken cancellationToken = default) => Task.Run(
        () => Reading(() =>
        {
            var text = (_file.Read() ?? throw Missing(cancellationToken)).Text;
            return ReferenceEquals(text.Formatted(), text);
        }),
        cancellationToken);

    /// <summary>Records hand edits that no change has met yet. Every change does so by itself.</summary>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    public async Task CatchUpAsync(CancellationToken cancellationToken = default)
    {
        await AskAsync(s_nothing, _options.LockName, "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The same, where it is known who made them: whoever held the lock meanwhile (<see cref="HoldLockAsync"/>). Entries of a task's own
    /// <c>history</c> that name somebody else count more.
    /// </summary>
    /// <param name="editor">Who made the edits.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    public async Task CatchUpAsync(ChangeBy editor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(editor);
        await AskAsync(s_nothing, editor, "", cancellationToken, editor: editor.Agent).ConfigureAwait(false);
    }

    private static readonly BoardOperation s_nothing = static view => new Decision { After = view.Content, Tasks = [], NothingToDo = true };

    private BoardException Missing(CancellationToken cancellationToken)
    {
        using var reader = OpenReader(cancellationToken);
        return reader?.Head() is { LastCommit: not null } head ? new BoardMissingException(_paths.Board, head.LastRevision) : new BoardNotFoundException(Directory);
    }

    private async Task<BoardChange> ChangeAsync(
        BoardOperation operation, ChangeBy by, string requestHash, CancellationToken cancellationToken, Action? takeBack = null, bool rewrites = false,
        [CallerMemberName] string method = "") =>
        await AskAsync(operation, by, requestHash, cancellationToken, takeBack, rewrites: rewrites, method: method).ConfigureAwait(false)
            ?? throw new InvalidOperationException("An operation that names its task always has an answer.");

    private async Task<BoardChange?> AskAsync(
        BoardOperation operation, ChangeBy by, string requestHash, CancellationToken cancellationToken, Action? takeBack = null, string? editor = null,
        bool rewrites = false, Action<string>? setAside = null, Action<RowRepair, string?>? repairRows = null, [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(by);
        Requests.CheckAgent(by);
        using var span = _observer?.Begin(method, by.Agent);
        try
        {
            var engine = Volatile.Read(ref _engine) ?? await Task.Run(() => Engine, cancellationToken).ConfigureAwait(false);
            var request = new TurnRequest(by, requestHash, WithPersonaFiles(operation), cancellationToken)
            {
                TakeBack = takeBack,
                Editor = editor,
                Rewrites = rewrites,
                SetAside = setAside,
                RepairRows = repairRows,
            };
            var answer = await engine.AskAsync(request).ConfigureAwait(false);
            _changed.Announce();
            if (answer.Refusal is not null)
            {
                throw answer.Refusal;
            }

            span?.Done(answer.Change);
            return answer.Change;
        }
        catch (DiskException e)
        {
            var translated = DiskErrors.Translate(e);
            span?.Refused(translated);
            throw translated;
        }
        catch (BoardException e)
        {
            span?.Refused(e);
            throw;
        }
    }

    /// <summary>Asks for a sign of life. Repeating one does no harm, so no key is kept of it.</summary>
    private async Task<BoardChange> BeatAsync(BoardOperation operation, ChangeBy by, CancellationToken cancellationToken)
    {
        try
        {
            var engine = Volatile.Read(ref _engine) ?? await Task.Run(() => Engine, cancellationToken).ConfigureAwait(false);
            var answer = await engine.BeatAsync(new TurnRequest(by with { RequestKey = null }, "", operation, cancellationToken)).ConfigureAwait(false);
            return answer.Change ?? throw answer.Refusal!;
        }
        catch (DiskException e)
        {
            throw DiskErrors.Translate(e);
        }
    }

    private TaskClaim ClaimOf(BoardChange change, ChangeBy by, ClaimOptions options)
    {
        var handle = change.Claim!.Value;
        var task = change.Snapshot.Find(handle.Task);

        // What a request key answers is what was true the first time.
        var isOver = change.AlreadyDone && (task?.Attempts != handle.Attempt || Holding.HolderOf(task) != by.Agent);
        return task is null || isOver
            ? throw Holding.Over(task, handle, by)
            : options.RenewedElsewhere
                ? new TaskClaim(this, handle, by, change)
                : new TaskClaim(this, handle, by, change, _living, _options.TimeProvider);
    }
}
