namespace TaskBoard.History;

/// <summary>A history in memory, over the same SQLite code: one connection that lives as long as the store.</summary>
internal sealed class InMemoryJournalStore : IJournalStore, IDisposable
{
    private readonly SqliteDatabase _database = SqliteDatabase.OpenInMemory();
    private volatile bool _opened;

    /// <param name="randomBytes">Fills memory with random bytes, for the board's id.</param>
    public InMemoryJournalStore(Action<Memory<byte>> randomBytes) =>
        JournalSchema.Migrate(_database, () => SqliteJournalStore.BoardId(randomBytes));

    /// <inheritdoc/>
    public bool Exists => _opened;

    /// <inheritdoc/>
    public IJournal Open()
    {
        var isNew = !_opened;
        _opened = true;
        return new SqliteJournal(_database, static () => Durability.Buffered, ownsDatabase: false) { IsNew = isNew };
    }

    /// <summary>A reader over a copy, so that it sees one moment beside a writer of the same connection.</summary>
    public IHistoryReader? OpenReader() => new SqliteHistoryReader(_database.CopyToMemory());

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
