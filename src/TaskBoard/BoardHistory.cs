using System.Runtime.CompilerServices;
using System.Text.Json;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>The history of a board: every event, any past board, and proof that nothing was changed afterwards. Safe for use by many threads.</summary>
/// <remarks>SQLite works synchronously; its work runs on the thread pool, on a connection of its own per call (events: per page).</remarks>
public sealed class BoardHistory
{
    private readonly Func<CancellationToken, IHistoryReader?> _open;
    private readonly Func<byte[]?> _readBoardFile;
    private readonly Func<BoardLimits> _limits;
    private readonly string _boardPath;
    private readonly Func<DiskException, Exception> _translate;
    private readonly TimeProvider _timeProvider;

    /// <param name="open">Opens a reader under <c>commit.lock</c>; disposing it closes it under <c>commit.lock</c>; null: there is no history.</param>
    /// <param name="readBoardFile">Reads <c>tasks.json</c>; null: there is none.</param>
    /// <param name="limits">What is too much in <c>tasks.json</c>.</param>
    /// <param name="boardPath">The name of <c>tasks.json</c> in messages.</param>
    /// <param name="translate">Makes of what the system said what users get; null: nothing.</param>
    /// <param name="timeProvider">Measures how long queries take; null: the system's.</param>
    internal BoardHistory(
        Func<CancellationToken, IHistoryReader?> open,
        Func<byte[]?> readBoardFile,
        Func<BoardLimits> limits,
        string boardPath,
        Func<DiskException, Exception>? translate = null,
        TimeProvider? timeProvider = null)
    {
        _open = open;
        _readBoardFile = readBoardFile;
        _limits = limits;
        _boardPath = boardPath;
        _translate = translate ?? (static e => e);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The name of the history in messages.</summary>
    internal string Path { get => field ?? $"the history of {_boardPath}"; init; }

    /// <summary>Asked where there is no history: whether there was one, and it is lost.</summary>
    internal Func<bool> IsGone { get; init; } = static () => false;

    /// <inheritdoc cref="HistoryVerifier.EndIsLost"/>
    internal Func<Func<CommitRecord?, string?>> EndIsLost { get; init; } = static () => static _ => null;

    /// <summary>Events that fit, read page by page; a page is one moment of the history.</summary>
    public async IAsyncEnumerable<BoardEvent> EventsAsync(
        EventFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var next = filter ?? new EventFilter(); next is not null;)
        {
            var asked = next;
            var page = await ReadRecordAsync(reader => reader?.Events(asked, HistoryPages.Size) ?? [], cancellationToken).ConfigureAwait(false);
            foreach (var item in page)
            {
                yield return item;
            }

            next = HistoryPages.After(next, page);
        }
    }

    /// <summary>The first events that fit, in the order of the filter, and how many fit wherever a page begins; both of one moment.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task<(IReadOnlyList<BoardEvent> Events, long Total)> PageAsync(EventFilter filter, int limit, CancellationToken cancellationToken) =>
        ReadRecordAsync(reader => reader is null ? ([], 0) : (reader.Events(filter, limit), reader.Count(filter)), cancellationToken);

    /// <summary>The number of the last revision; 0: none yet.</summary>
    /// <exception cref="HistoryDamagedException">The history cannot be read, or is gone.</exception>
    public Task<long> LastRevisionAsync(CancellationToken cancellationToken = default) =>
        ReadRecordAsync(reader => reader?.Head().LastRevision ?? 0, cancellationToken);

    /// <summary>The last revision recorded not later than a time; 0: there is none as old.</summary>
    public Task<long> RevisionAtAsync(DateTimeOffset time, CancellationToken cancellationToken = default) =>
        ReadRecordAsync(reader => reader?.RevisionAt(time) ?? 0, cancellationToken);

    /// <summary>The board as it was after a revision; 0: before the first.</summary>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    public Task<BoardSnapshot> ReplayAsync(long revision, CancellationToken cancellationToken = default) =>
        ReadRecordAsync(reader => HistoryReplay.ToSnapshot(At(reader, revision, cancellationToken).Content, revision), cancellationToken);

    /// <summary>The board as of the last revision recorded not later than a time.</summary>
    /// <exception cref="RevisionNotFoundException">The history begins later.</exception>
    public Task<BoardSnapshot> ReplayAsync(DateTimeOffset time, CancellationToken cancellationToken = default) => ReadRecordAsync(
        reader =>
        {
            var revision = reader?.RevisionAt(time) ?? 0;
            return revision == 0
                ? throw new RevisionNotFoundException($"revision as old as {StoredTime.Write(time)}", reader?.Head().LastRevision ?? 0)
                : HistoryReplay.ToSnapshot(At(reader, revision, cancellationToken).Content, revision);
        },
        cancellationToken);

    /// <summary>What differs between two revisions, per task.</summary>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    public Task<ValueList<BoardDifference>> DiffAsync(long from, long to, CancellationToken cancellationToken = default) => ReadRecordAsync(
        reader =>
        {
            var (before, after) = (At(reader, from, cancellationToken), At(reader, to, cancellationToken));
            return BoardDiff.Between(before.Content, after.Content, before.Positions.GetValueOrDefault).Changes
                .Select(c => new BoardDifference(c.Task, c.Event, c.FromStatus, c.ToStatus, c.Changes))
                .ToValueList();
        },
        cancellationToken);

    /// <summary>
    /// Runs one SQL statement over the tables and views of the history. It sees one moment, writes nothing, and is bounded in rows and time.
    /// Where nothing was recorded yet, the tables are empty.
    /// </summary>
    /// <param name="sql">One statement that reads: SELECT, WITH, VALUES or EXPLAIN, in the dialect of SQLite 3.35.</param>
    /// <param name="options">The bounds, and values for parameters; null: the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryRefusedException">It is no single statement that only reads.</exception>
    /// <exception cref="QueryTimeoutException">It took too long.</exception>
    /// <exception cref="InvalidRequestException">SQLite cannot run it, or an option is out of its range.</exception>
    public Task<QueryResult> QueryAsync(string sql, QueryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        options ??= new QueryOptions();
        options.Check();
        return ReadRecordAsync(
            reader =>
            {
                using var nothing = reader is null ? new InMemoryJournalStore(static _ => { }) : null;
                using var empty = nothing?.OpenReader();
                return (reader ?? empty!).Query(sql, options, _timeProvider, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>
    /// Recomputes the chain, replays all events, and compares the result with the head, the commits, the mirror and <c>tasks.json</c>; and recomputes the hash of every
    /// other row.
    /// </summary>
    /// <remarks>
    /// Finds any single changed, removed, inserted or swapped event, the last ones too: which event was written last is kept apart from the events.
    /// Does not find what was done by somebody who knows all of this: an end cut off or a chain made anew over other events, together with the head,
    /// the commits, the mirror and <c>tasks.json</c>. An earlier head, kept where that writer could not reach it, finds this too; only what was
    /// recorded after the head was taken, or is rewritten together with it, then stays unseen. Of leases, agents, personas, answers to request keys, commits and the
    /// register of ids it finds a row that was changed, not one that was taken out whole; a row that TaskBoard itself wrote anew since then counts as that. What
    /// <see cref="Board.RepairAsync"/> does with it each problem says.
    /// </remarks>
    /// <param name="expectedHead">A head (<see cref="HistoryVerification.Head"/>) kept from earlier, which must be in the chain; null: none.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="InvalidRequestException"><paramref name="expectedHead"/> is no head.</exception>
    public Task<HistoryVerification> VerifyAsync(string? expectedHead = null, CancellationToken cancellationToken = default) =>
        VerifyAsync(expectedHead is null ? ValueList<string>.Empty : [expectedHead], cancellationToken);

    /// <summary>The same with any number of heads kept from earlier, each of which must be in the chain.</summary>
    /// <param name="expectedHeads">The heads.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="InvalidRequestException">One of <paramref name="expectedHeads"/> is no head.</exception>
    public Task<HistoryVerification> VerifyAsync(ValueList<string> expectedHeads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expectedHeads);
        return Run(() => new HistoryVerifier(_open, _readBoardFile, _limits(), _boardPath) { LostAs = LostAs, EndIsLost = EndIsLost }.Verify(expectedHeads, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Whether <c>tasks.json</c> holds something that is not recorded yet: a hand edit that no change has met. One that only changed formatting does
    /// not count.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsBehindFileAsync(CancellationToken cancellationToken = default) =>
        await StandingAsync(cancellationToken).ConfigureAwait(false) == HistoryStanding.BehindFile;

    /// <summary>How the history stands to <c>tasks.json</c>: whether it tells all that is in it, and if not, why.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HistoryStanding> StandingAsync(CancellationToken cancellationToken = default)
    {
        // Others change the board between the look at the file and that at the history; a file that was so twice was not theirs.
        var seen = await LookAsync(cancellationToken).ConfigureAwait(false);
        return seen.Standing == HistoryStanding.UpToDate || seen == await LookAsync(cancellationToken).ConfigureAwait(false)
            ? seen.Standing
            : HistoryStanding.UpToDate;
    }

    /// <summary>How it stands, and the hash of the file by which that was found.</summary>
    private Task<(HistoryStanding Standing, string? Hash)> LookAsync(CancellationToken cancellationToken) => Run(
        () =>
        {
            var bytes = _readBoardFile();
            var hash = bytes is null ? null : BoardFile.HashOf(bytes);
            using var reader = _open(cancellationToken);
            return (StandingOf(reader, bytes, hash), hash);
        },
        cancellationToken);

    private HistoryStanding StandingOf(IHistoryReader? reader, byte[]? bytes, string? hash)
    {
        if (reader is null && IsGone())
        {
            return HistoryStanding.Gone;
        }

        // A pending commit is about to be shown, or is finished by the next change.
        var last = reader?.Head().LastCommit;
        if (bytes is null || last is { State: CommitState.Pending } || last?.NewHash == hash)
        {
            return HistoryStanding.UpToDate;
        }

        return Parsed(bytes) is not { } content ? HistoryStanding.FileUnreadable
            : reader is null && LostHistory.TellsOfAnother(content) ? HistoryStanding.Elsewhere
            : last is not null && content.SameValues(reader!.Mirror().Content) ? HistoryStanding.UpToDate
            : HistoryStanding.BehindFile;
    }

    /// <summary>What there is to say where there is no history and was one; null: there was none that is known of.</summary>
    private string? LostAs(BoardContent? content) => IsGone() ? LostHistory.Gone(Path)
        : content is not null && LostHistory.TellsOfAnother(content) ? LostHistory.Elsewhere
        : null;

    private BoardContent? Parsed(byte[] bytes)
    {
        try
        {
            return BoardText.Parse(bytes, _limits(), _boardPath).Content;
        }
        catch (BoardException)
        {
            return null;
        }
    }

    private static MirrorBoard At(IHistoryReader? reader, long revision, CancellationToken cancellationToken) => (reader, revision) switch
    {
        (null, 0) => HistoryReplay.Nothing,
        (null, _) => throw new RevisionNotFoundException($"revision {revision}", 0),
        _ => HistoryReplay.At(reader, revision, cancellationToken),
    };

    /// <summary>The same for users: a history that is gone is not taken for one that never was.</summary>
    private Task<T> ReadRecordAsync<T>(Func<IHistoryReader?, T> read, CancellationToken cancellationToken) => ReadAsync(
        reader => reader is null && IsGone() ? throw new HistoryDamagedException(Path, LostHistory.Gone(Path)) : read(reader),
        cancellationToken);

    /// <summary>Reads something on a connection of its own; null stands for a board without history.</summary>
    internal Task<T> ReadAsync<T>(Func<IHistoryReader?, T> read, CancellationToken cancellationToken) => Run(
        () =>
        {
            using var reader = _open(cancellationToken);
            return read(reader);
        },
        cancellationToken);

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work();
            }
            catch (DiskException e)
            {
                throw _translate(e);
            }
            catch (Exception e) when (e is UnreadableEventException or InvalidDataException or JsonException)
            {
                throw new HistoryDamagedException(Path, $"The history of {_boardPath} was changed: {e.Message.TrimEnd('.')}. 'taskboard verify' says more.", e);
            }
        },
        cancellationToken);
}
