namespace TaskBoard.Turns;

/// <content>A history that is damaged, or of which rows are not what was written.</content>
internal sealed partial class TurnRunner
{
    /// <summary>Moves a damaged history aside where that is asked for. Not while the file cannot be read: nothing would be left to begin the next one with.</summary>
    private void SetAsideWhileLocked(IReadOnlyList<TurnRequest> requests)
    {
        if (requests.FirstOrDefault(r => r.SetAside is not null) is { SetAside: { } tell } && _file.Read() is not null && _journals.SetAsideDamagedWhileLocked() is { } kept)
        {
            tell(kept);
        }
    }

    /// <summary>Repairs rows of the history where that is asked for. Not while the file cannot be read: it tells who has a task in hand.</summary>
    private void RepairRowsWhileLocked(Committer committer, IReadOnlyList<TurnRequest> requests)
    {
        if (requests.FirstOrDefault(r => r.RepairRows is not null) is { RepairRows: { } tell, By: var by } && _seams.Journals.Exists && _file.Read() is { } found)
        {
            // A copy is worth its room only where something is going to be changed.
            if (committer.TryRepairRows() is { Repaired.Count: 0 } nothing)
            {
                tell(nothing, null);
                return;
            }

            var kept = _seams.Journals.IsOnDisk ? new DamagedHistory(_seams, _paths).CopyWhileLocked() : null;
            tell(committer.RepairRows(by.Agent, kept, found.Text.Content), kept);
        }
    }
}
