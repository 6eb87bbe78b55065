using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Whether all is well with the directory.</content>
public sealed partial class Board
{
    /// <summary>
    /// Looks at the directory: makes the self-test that decides how it is treated anew, measures what is there, and says what is to be mended. What
    /// stands on the board is <see cref="BoardSnapshot.Check"/>'s.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<BoardExamination> ExamineAsync(CancellationToken cancellationToken = default) => Task.Run(() => Reading(() => Examine(cancellationToken)), cancellationToken);

    /// <summary>
    /// Takes back that a board is treated as shared by several machines, which only somebody who knows that it is not can decide. The self-test is made
    /// anew; where it does not find a file system of this machine alone, the board stays shared.
    /// </summary>
    /// <param name="directory">The directory, absolute or relative to the working directory.</param>
    /// <param name="options">How to open it; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    /// <returns>How it is treated from now on by whoever opens it.</returns>
    /// <exception cref="BoardNotFoundException">There is no board.</exception>
    /// <exception cref="BoardLockedException">Somebody is changing it.</exception>
    public static async Task<BoardMode> LeaveSharedModeAsync(string directory, BoardOptions? options = null, CancellationToken cancellationToken = default)
    {
        var board = await OpenAsync(directory, options, cancellationToken).ConfigureAwait(false);
        await using var closing = board.ConfigureAwait(false);
        return await Task.Run(
            () => AtTheEdge(() =>
            {
                PlaceTest.RequireSafe(board._seams.Disk, board._paths);
                PrivateDirectory.Make(board._seams.Disk, board._paths);
                using (BoardEngine.TakeCommitLock(board._seams, board._paths, board._options, cancellationToken))
                {
                    return PlaceTest.LeaveSharedWhileLocked(board._seams.Disk, board._seams.Processes, board._paths);
                }
            }),
            cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<UnfitRow> UnfitRows(CancellationToken cancellationToken)
    {
        using var reader = OpenReader(cancellationToken);
        return reader?.UnfitRows() ?? [];
    }

    private BoardExamination Examine(CancellationToken cancellationToken)
    {
        var findings = new List<BoardFinding>();
        BoardMode? mode = null;
        Try(() =>
        {
            PlaceTest.RequireSafe(_seams.Disk, _paths);
            PrivateDirectory.Make(_seams.Disk, _paths);
            mode = PlaceTest.RunAnew(_seams.Disk, _seams.Processes, _paths);
        });
        Try(() => _settings.Read());
        Try(() =>
        {
            var endIsLost = LookForALostEnd();
            using var reader = OpenReader(cancellationToken);
            if (reader is null && HistoryIsGone())
            {
                throw new HistoryDamagedException(_paths.History, LostHistory.Gone(_paths.History));
            }

            findings.AddRange(reader is not null && endIsLost(reader.Head().LastCommit) is { } lost ? [new BoardFinding(true, lost) { Code = MonitorCodes.HistoryDamaged }] : []);
        });
        Try(() => findings.AddRange(DamageOf(cancellationToken) is { } damage
            ? [new BoardFinding(true, $"SQLite cannot read the history in {_paths.Private}: {damage.TrimEnd('.')}. 'taskboard repair --dry-run' says what can be done.") { Code = MonitorCodes.HistoryDamaged }]
            : UnfitRows(cancellationToken).Select(row => new BoardFinding(true, row.Problem) { Code = MonitorCodes.HistoryDamaged })));
        Try(() => findings.AddRange(BoardParts.Links(_seams.Disk, _paths)));
        Try(() => Rights.DemandWritable(_seams.Disk, _paths));
        Try(() => findings.AddRange(PersonaFiles.All(_seams.Disk, Directory).Where(p => p.Problem is not null).Select(p => new BoardFinding(true, p.Problem!))));
        Try(() => findings.AddRange(BoardParts.LeftOver(_seams.Disk, _paths)));
        Try(() => findings.AddRange(Rights.Difference(_seams.Disk, _paths) is { } difference ? [new BoardFinding(true, $"{difference} {Rights.Advice}")] : []));
        return new BoardExamination
        {
            Mode = mode,
            FileSystem = _seams.Disk.FileSystemOf(_paths.Directory),
            HistoryVersion = JournalSchema.Newest,
            SqliteVersion = SqliteDatabase.LibraryVersion,
            Parts = BoardParts.Measure(_seams.Disk, _paths),
            Findings = findings.ToValueList(),
        };

        // Each part is looked at whatever is wrong with the others.
        void Try(Action look)
        {
            try
            {
                look();
            }
            catch (SettingsUnreadableException e)
            {
                findings.AddRange(e.Problems.Select(p => new BoardFinding(true, $"settings.json, {p}")));
            }
            catch (BoardException e)
            {
                findings.Add(new BoardFinding(true, e.Message));
            }
            catch (DiskException e)
            {
                findings.Add(new BoardFinding(true, DiskErrors.Translate(e, reading: true).Message));
            }
        }
    }
}
