using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Monitoring;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Repairing what keeps a board from being read or changed.</content>
public sealed partial class Board
{
    /// <summary>
    /// Looks for what keeps the board from being read or changed, and repairs what can be repaired without a loss: breaks a lock whose owner is proven gone,
    /// takes a Markdown fence off <c>tasks.json</c>, moves a history aside that SQLite cannot read and begins a new one, repairs rows of it that do not fit their
    /// hashes (with a copy of it as it was), finishes what a dead writer left, puts left-over files away. Nothing is deleted that anybody may have written. Events that were
    /// changed (a broken chain), and rights, are only told.
    /// </summary>
    /// <param name="by">Who repairs.</param>
    /// <param name="dryRun">Only say what would be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found, and what became of it.</returns>
    public Task<MonitorPass> RepairAsync(ChangeBy by, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var asked = new MonitorOptions { Repair = !dryRun, Agent = by.Agent, BackupEvery = TimeSpan.Zero };
        asked.Check();
        return Task.Run(
            () => Inspection.RepairAsync(
                new MonitorScene(this, _seams, _paths, _settings.ReadOrKeep().Options, asked, new MonitorMemory(), _seams.Clock.GetUtcNow()), cancellationToken),
            cancellationToken);
    }

    /// <summary>Whether <c>tasks.json</c> could be read without a Markdown fence.</summary>
    internal bool HasFence() => Reading(() => new FenceRemoval(_seams, _paths, Limits()).IsDue());

    /// <summary>Takes the fence off, in a turn; answers where the file is kept as it was, null: somebody saved meanwhile.</summary>
    internal async Task<string?> TakeFenceOffAsync(ChangeBy by, CancellationToken cancellationToken)
    {
        var kept = await Task.Run(
            () => AtTheEdge(() =>
            {
                using var held = Engine.NewLock().TakeTurn(by.Agent, cancellationToken);
                return new FenceRemoval(_seams, _paths, Limits()).TakeOffWhileLocked();
            }),
            cancellationToken).ConfigureAwait(false);
        _changed.Announce();
        return kept;
    }

    /// <summary>What SQLite cannot read of the history; null: it can, or there is none.</summary>
    internal Task<string?> FindDamageAsync(CancellationToken cancellationToken) => Task.Run(() => Reading(() => DamageOf(cancellationToken)), cancellationToken);

    /// <summary>Which rows of the history do not fit their hashes.</summary>
    internal Task<IReadOnlyList<UnfitRow>> FindUnfitRowsAsync(CancellationToken cancellationToken) => History.ReadAsync(reader => reader?.UnfitRows() ?? [], cancellationToken);

    /// <summary>Repairs rows of the history that do not fit their hashes, in a turn; answers what became of them, and where the history is kept as it was.</summary>
    internal async Task<(RowRepair Repair, string? Kept)> RepairRowsAsync(ChangeBy by, CancellationToken cancellationToken)
    {
        (RowRepair, string?) done = (RowRepair.None, null);
        await AskAsync(s_nothing, by, "", cancellationToken, repairRows: (repair, kept) => done = (repair, kept)).ConfigureAwait(false);
        return done;
    }

    private string? DamageOf(CancellationToken cancellationToken)
    {
        if (!_seams.Journals.Exists)
        {
            return null;
        }

        using var held = BoardEngine.TakeCommitLock(_seams, _paths, _options, cancellationToken);
        return new DamagedHistory(_seams, _paths).FindWhileLocked();
    }

    /// <summary>Moves a history aside that SQLite cannot read, and begins a new one, in a turn; answers where the old one is kept, null: SQLite can read it.</summary>
    internal async Task<string?> RebuildAsync(ChangeBy by, CancellationToken cancellationToken)
    {
        string? kept = null;
        await AskAsync(s_nothing, by, "", cancellationToken, setAside: directory => kept = directory).ConfigureAwait(false);
        return kept;
    }
}
