using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Monitoring;

namespace TaskBoard;

/// <content>Copies, to go back to when everything else is lost.</content>
public sealed partial class Board
{
    /// <summary>
    /// Copies board and history, of one moment, to <c>.taskboard/backups</c>, beside agents at work. Hand edits are recorded first. A backup takes the
    /// place of the oldest, so only a board that can be read and a history that is intact are backed up.
    /// </summary>
    /// <param name="keep">How many backups are kept, of each history where one was lost, this one too; from 1. Null: as many as the settings say (<see cref="BoardOptions.BackupsKept"/>).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BoardUnreadableException">The board cannot be read.</exception>
    /// <exception cref="HistoryDamagedException">The history is damaged, gone, or was changed by another program.</exception>
    /// <exception cref="BoardLockedException">Another program is making a backup.</exception>
    /// <exception cref="BoardDiskFullException">There is no space for it; the earlier backups stay.</exception>
    public async Task<BoardBackup> BackUpAsync(int? keep = null, CancellationToken cancellationToken = default)
    {
        if (keep < 1)
        {
            throw new InvalidRequestException("At least 1 backup is kept.");
        }

        if (!_seams.Journals.IsOnDisk)
        {
            throw new InvalidRequestException("A board in memory has no files to be copied.");
        }

        if (await History.StandingAsync(cancellationToken).ConfigureAwait(false) == HistoryStanding.Gone)
        {
            throw new HistoryDamagedException(History.Path, LostHistory.Gone(History.Path));
        }

        // Before a turn puts away what tells of it.
        var endIsLost = await Task.Run(() => Reading(LookForALostEnd), cancellationToken).ConfigureAwait(false);
        if (await History.ReadAsync(reader => endIsLost(reader?.Head().LastCommit), cancellationToken).ConfigureAwait(false) is { } lost)
        {
            throw new HistoryDamagedException(History.Path, $"{lost} Nothing was backed up.");
        }

        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var verified = await History.VerifyAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return verified.IsIntact
            ? await Task.Run(() => AtTheEdge(() => WriteBackup(keep ?? _settings.ReadOrKeep().Options.BackupsKept, cancellationToken)), cancellationToken).ConfigureAwait(false)
            : throw new HistoryDamagedException(
                History.Path,
                $"The history {History.Path} is not intact, and so is not backed up in the place of a good copy: {verified.Problems[0].TrimEnd('.')}. 'taskboard verify' says more. "
                + $"Copy {_paths.Private} elsewhere before anything else.");
    }

    private BoardBackup WriteBackup(int kept, CancellationToken cancellationToken)
    {
        var (backup, deleted) = new BackupWriter(_seams, _paths, _options).Write(kept, cancellationToken)
            ?? throw new BoardLockedException(
                $"Another program is making a backup of {Directory} at this moment. Nothing was done; repeat it if that one does not suffice.",
                Path.Combine(_paths.Backups, BackupFiles.LockName));
        return new BoardBackup(
            backup.Name, backup.At, backup.Revision, BackupFiles.BoardOf(_paths, backup.Name).Final, BackupFiles.HistoryOf(_paths, backup.Name).Final, deleted.ToValueList());
    }
}
