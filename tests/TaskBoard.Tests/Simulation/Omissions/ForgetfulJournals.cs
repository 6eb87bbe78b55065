using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>A history at which one thing is left out that the protocol asks of it.</summary>
internal sealed class ForgetfulJournals(IJournalStore inner, Omission omitted, ForgetfulDisk disk, BoardPaths paths) : IJournalStore
{
    public bool Exists => inner.Exists;

    public IJournal Open() => new ForgetfulJournal(inner.Open(), omitted, disk, paths);

    public IHistoryReader? OpenReader() => inner.OpenReader();
}
