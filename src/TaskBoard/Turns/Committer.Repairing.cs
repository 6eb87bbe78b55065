using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <content>Rows of the history that are not what was written.</content>
internal sealed partial class Committer
{
    /// <summary>What repairing rows would come to. Changes nothing.</summary>
    public RowRepair TryRepairRows()
    {
        _transaction.Begin();
        try
        {
            return Journal.RepairRows();
        }
        finally
        {
            Rollback();
        }
    }

    /// <summary>
    /// Repairs rows that do not fit their hashes, and says so on record, in a transaction of its own. Whoever has a task in hand whose lease was taken out gets a fresh one:
    /// nobody else comes to have the task, and it comes back if the holder is gone.
    /// </summary>
    /// <param name="by">Who repairs.</param>
    /// <param name="kept">Where the history is kept as it was; null: nowhere.</param>
    /// <param name="content">The board as the file has it.</param>
    public RowRepair RepairRows(string by, string? kept, BoardContent content)
    {
        // Before the head is looked at: what it is read from may be what does not fit.
        _transaction.Begin();
        try
        {
            var repair = Journal.RepairRows();
            LastRevision = Head.LastRevision;
            var writing = new Writing();
            var leases = Leases.Afresh(content, Now, seams.Processes.Self.BootId, seams.Processes.SinceBoot, Lease, MaxRun);
            foreach (var lease in RepairedRows.LeasesAgain(repair, leases, Journal.Leases()))
            {
                writing.Leases[lease.Task] = lease;
            }

            writing.Events.Add(EventDrafts.OfRepair(repair, kept is null ? null : paths.NameOf(kept), by, LastRevision, Now));
            WriteAside(writing);
            return repair;
        }
        catch
        {
            Rollback();
            throw;
        }
    }
}
