using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Going back, as new changes: nothing is taken out of the history by it.</content>
public sealed partial class Board
{
    private const string NothingToUndo = "tasks.json is missing, or cannot be read: nothing can be undone until it is mended.";

    /// <summary>
    /// Brings a past board back, or single tasks of it. The whole board becomes equal to what it was, as JSON, tasks that came since go, and claims that it
    /// does not hold are over (<see cref="PreviewRestoreAsync(long, ChangeBy, IReadOnlyList{TaskId}?, CancellationToken)"/> tells whose); numbers of attempts
    /// are never given out again, whatever stands in the file. A single task gets an entry in its <c>history</c> besides. What else stands in
    /// <c>tasks.json</c>, comments and formatting included, stays.
    /// </summary>
    /// <remarks>
    /// The whole board also comes back in the place of a file that is missing, or cannot be read: what that holds is kept in <c>.taskboard/displaced</c>.
    /// </remarks>
    /// <param name="revision">The board after which revision; 0: before the first.</param>
    /// <param name="by">Who restores.</param>
    /// <param name="tasks">Only these tasks; null or empty: the whole board.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    /// <exception cref="TaskNotFoundException">A task was not on the board then.</exception>
    public async Task<BoardChange> RestoreAsync(
        long revision, ChangeBy by, IReadOnlyList<TaskId>? tasks = null, CancellationToken cancellationToken = default)
    {
        await DemandRevisionAsync(revision, cancellationToken).ConfigureAwait(false);
        return await RestoreAsync(revision, revision.ToString(CultureInfo.InvariantCulture), by, tasks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for the last revision recorded not later than a time.</summary>
    /// <param name="time">When.</param>
    /// <param name="by">Who restores.</param>
    /// <param name="tasks">Only these tasks; null or empty: the whole board.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="RevisionNotFoundException">The history begins later.</exception>
    /// <exception cref="TaskNotFoundException">A task was not on the board then.</exception>
    public async Task<BoardChange> RestoreAsync(
        DateTimeOffset time, ChangeBy by, IReadOnlyList<TaskId>? tasks = null, CancellationToken cancellationToken = default)
    {
        var revision = await RevisionAtAsync(time, cancellationToken).ConfigureAwait(false);
        return await RestoreAsync(revision, StoredTime.Write(time), by, tasks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What restoring would do now. Takes no turn and changes nothing.</summary>
    /// <param name="revision">The board after which revision; 0: before the first.</param>
    /// <param name="by">Who would restore.</param>
    /// <param name="tasks">Only these tasks; null or empty: the whole board.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    /// <exception cref="TaskNotFoundException">A task was not on the board then.</exception>
    public async Task<RestorePreview> PreviewRestoreAsync(
        long revision, ChangeBy by, IReadOnlyList<TaskId>? tasks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await DemandRevisionAsync(revision, cancellationToken).ConfigureAwait(false);
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Reading(() => _seams.Disk.Stat(_paths.Board)) is { Kind: not FileKind.File })
        {
            // Nothing is written in the place of what is no file.
            throw new BoardUnreadableException(_paths.Board, snapshot.Problems);
        }

        tasks ??= [];
        return await Task.Run(() => Reading(() => Preview(snapshot, by, NotReadable(tasks), Restored, cancellationToken)), cancellationToken).ConfigureAwait(false);

        (long Revision, BoardContent After) Restored(BoardView view) => (revision, Restoring.After(view, revision, tasks, by));
    }

    /// <summary>The same for the last revision recorded not later than a time.</summary>
    /// <param name="time">When.</param>
    /// <param name="by">Who would restore.</param>
    /// <param name="tasks">Only these tasks; null or empty: the whole board.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RevisionNotFoundException">The history begins later.</exception>
    /// <exception cref="TaskNotFoundException">A task was not on the board then.</exception>
    public async Task<RestorePreview> PreviewRestoreAsync(
        DateTimeOffset time, ChangeBy by, IReadOnlyList<TaskId>? tasks = null, CancellationToken cancellationToken = default) =>
        await PreviewRestoreAsync(await RevisionAtAsync(time, cancellationToken).ConfigureAwait(false), by, tasks, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Takes back the last change of an agent, as a new change, if nothing later touched the same properties; undoing that again brings the change back.
    /// What happened stays told in the <c>history</c> of its tasks, and the number of an attempt does not go back.
    /// </summary>
    /// <param name="by">Whose change, and who undoes it.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="RevisionNotFoundException">The agent changed nothing.</exception>
    /// <exception cref="UndoRefusedException">Something later is in the way; it says what.</exception>
    public Task<BoardChange> UndoAsync(ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Undo(by), by, RequestHash.Of("undo"), cancellationToken);

    /// <summary>What undoing would do now. Takes no turn and changes nothing.</summary>
    /// <param name="by">Whose change, and who would undo it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What would change; its revision is the one that would be taken back.</returns>
    /// <exception cref="RevisionNotFoundException">The agent changed nothing.</exception>
    /// <exception cref="UndoRefusedException">Something later is in the way; it says what.</exception>
    public async Task<RestorePreview> PreviewUndoAsync(ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Reading(() => Preview(snapshot, by, NothingToUndo, Undone, cancellationToken)), cancellationToken).ConfigureAwait(false);

        (long Revision, BoardContent After) Undone(BoardView view)
        {
            var undoing = new Undoing(view, by);
            return (undoing.Revision, undoing.After());
        }
    }

    /// <summary>
    /// Says that a hand edit which took off, or reset, most of the finished work was meant, so that nobody is warned of it any more
    /// (<see cref="RemovedWorkAsync"/>). Where there is nothing to accept, nothing happens (<see cref="BoardChange.AlreadyDone"/>).
    /// </summary>
    /// <param name="by">Who accepts; it is put on record.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    public Task<BoardChange> AcceptAsync(ChangeBy by, CancellationToken cancellationToken = default) =>
        ChangeAsync(Operations.Accept(by), by, RequestHash.Of("accept"), cancellationToken);

    /// <summary>
    /// What the guard for finished work has to tell: which hand edits took off, or reset, more than half of the completed tasks (at least three), what is still
    /// missing, and what to do. Empty from the moment that it is back, or accepted (<see cref="AcceptAsync"/>). Every <see cref="BoardChange"/> has the same
    /// among its warnings. Opens no database.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ValueList<BoardFinding>> RemovedWorkAsync(CancellationToken cancellationToken = default)
    {
        // Nearly always there is nothing, and then the board need not be read.
        var notes = new RemovalNotes(_seams.Disk, _paths);
        if (Reading(() => _seams.Disk.Stat(_paths.RemovedWork)) is null)
        {
            return [];
        }

        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return Reading(() => notes.InForce(snapshot.Content).Select(r => FindingOf(r.Removed, r.Gone)).ToValueList());
    }

    private static BoardFinding FindingOf(RemovedWork removed, IReadOnlyList<string> gone)
    {
        var words = FinishedWork.Warning(removed, gone);
        return new BoardFinding(true, words.Text) { Code = MonitorCodes.FinishedWorkRemoved, Words = words };
    }

    private Task<BoardChange> RestoreAsync(long revision, string moment, ChangeBy by, IReadOnlyList<TaskId>? tasks, CancellationToken cancellationToken)
    {
        tasks ??= [];
        return ChangeAsync(
            Operations.Restore(revision, tasks, by), by, RequestHash.Of("restore", [moment, .. tasks.Select(id => (object)id)]), cancellationToken,
            rewrites: tasks.Count == 0, method: nameof(RestoreAsync));
    }

    /// <summary>What going back would do.</summary>
    /// <param name="snapshot">The board as it is.</param>
    /// <param name="by">Who would go back.</param>
    /// <param name="notReadable">What to say where that is not what is in the file.</param>
    /// <param name="goBack">Gives the revision that it is about, and the board after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private RestorePreview Preview(
        BoardSnapshot snapshot, ChangeBy by, string notReadable, Func<BoardView, (long Revision, BoardContent After)> goBack, CancellationToken cancellationToken)
    {
        var now = snapshot.Content;
        using var reader = OpenReader(cancellationToken);
        var leases = (reader?.Leases() ?? []).ToDictionary(l => l.Task, StringComparer.Ordinal);
        var view = ViewOf(now, leases) with { Past = reader is null ? NoPast.Instance : new ReaderPast(reader, cancellationToken) };
        var (revision, after) = goBack(view);
        var claims = ClaimsAcross.Of(view, after, by);

        // A hand edit that is not on record yet has no positions, so all are given for this comparison alone.
        var places = BoardDiff.Between(BoardContent.Empty, now, static _ => null).Mirror.Upserts.ToDictionary(t => t.Key, t => t.Position, StringComparer.Ordinal);
        return new RestorePreview
        {
            Revision = revision,
            Differences = BoardDiff.Between(now, after, places.GetValueOrDefault).Changes
                .Select(c => new BoardDifference(c.Task, c.Event, c.FromStatus, c.ToStatus, c.Changes)).ToValueList(),
            LostClaims = claims.Lost.ToValueList(),
            Warnings =
            [
                .. snapshot.Readable ? [] : new[] { notReadable },
                .. claims.Said.Select(s => s.Text),
            ],
        };
    }

    private static string NotReadable(IReadOnlyList<TaskId> tasks) => tasks.Count == 0
        ? "tasks.json is missing, or cannot be read: the board is written anew in its place, and what it holds is kept in .taskboard/displaced."
        : "tasks.json is missing, or cannot be read: single tasks cannot be restored until it is mended; the whole board can.";

    /// <summary>A revision that was never is refused before anything is begun.</summary>
    private async Task DemandRevisionAsync(long revision, CancellationToken cancellationToken)
    {
        var last = await History.LastRevisionAsync(cancellationToken).ConfigureAwait(false);
        if (revision < 0 || revision > last)
        {
            throw new RevisionNotFoundException($"revision {revision}", last);
        }
    }

    private async Task<long> RevisionAtAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        await History.RevisionAtAsync(time, cancellationToken).ConfigureAwait(false) is > 0 and var revision
            ? revision
            : throw new RevisionNotFoundException($"revision as old as {StoredTime.Write(time)}", await History.LastRevisionAsync(cancellationToken).ConfigureAwait(false));
}
