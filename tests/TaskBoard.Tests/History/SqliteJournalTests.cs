using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class SqliteJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void A_new_history_stands_at_nothing()
    {
        using var board = new RecordedBoard();
        Assert.False(board.Store.Exists);
        Assert.Null(board.Store.OpenReader());
        using (var journal = board.Store.Open())
        {
            Assert.True(journal.TryBegin());
            Assert.Equal(new JournalHead(null, 0, 0, EventChain.Genesis, null), journal.Head());
            Assert.Empty(journal.Mirror().Content.Tasks);
            Assert.Null(journal.LastPosition());
        }

        Assert.True(board.Store.Exists);
        Assert.Equal("01010101010101010101010101010101", board.Query("SELECT board_id FROM board"));
    }

    [Theory]
    [InlineData(BoardMode.Local)]
    [InlineData(BoardMode.Shared)]
    public void What_a_commit_writes_down_is_read_back_after_reopening(BoardMode mode)
    {
        using var board = new RecordedBoard(mode);
        var commit = new CommitRecord(1, 1, 2, "base", "new", CommitState.Pending, Noon);
        var lease = new Lease("a", 3, "agent-1", Noon, Noon.AddMinutes(15), "boot", TimeSpan.FromTicks(1234567));
        var drafts = new[] { 1L, 2L }.Select(r => new EventDraft(r, Noon, null, "CONFLICT", "agent-1", "agent", $"é{r}\0", "a"));
        IReadOnlyList<BoardEvent> events;
        using (var journal = board.Store.Open())
        {
            Assert.True(journal.TryBegin());
            events = EventChain.Seal(journal.Head(), drafts, Noon);
            journal.Append(new JournalEntry(
                commit, events, new MirrorChange([new MirrorTask("a", "m", """{"id":"a"}""")], [], new MirrorRoot("""{"$schema":"s","tasks":[]}""")),
                [new StoredRequest("agent-1", "key", "hash", "", 2)], new Dictionary<string, Lease?> { ["a"] = lease },
                new Dictionary<string, int> { ["a"] = 3 }));
            journal.Commit(durable: true);
        }

        using (var journal = board.Store.Open())
        {
            Assert.True(journal.TryBegin());
            Assert.Equal(new JournalHead(commit, 2, 2, events[1].Hash, Noon.AddMilliseconds(1)) { EventsTo = 2 }, journal.Head());
            Assert.Equal(events, journal.EventsOf(1, 2));
            Assert.Equal(events.Skip(1), journal.EventsOf(2, 9));
            Assert.Equal(commit, journal.FindCommit(1));
            Assert.Null(journal.FindCommit(2));
            Assert.Equal(commit, journal.FindCommitByHash("new", before: 2));
            Assert.Null(journal.FindCommitByHash("new", before: 1));
            Assert.Equal(new StoredRequest("agent-1", "key", "hash", "", 2), journal.FindRequest("agent-1", "key"));
            Assert.Null(journal.FindRequest("agent-2", "key"));
            Assert.Equal([lease], journal.Leases());
            Assert.Equal(3, journal.HighestAttempt("a"));
            Assert.Null(journal.HighestAttempt("b"));
            Assert.Equal("m", journal.PositionOf("a"));
            Assert.Equal("m", journal.LastPosition());
            Assert.Equal(["$schema", "tasks"], journal.Mirror().Content.Root!.Select(p => p.Key));
        }
    }

    [Fact]
    public void Attempts_never_go_back_and_leases_end()
    {
        using var board = new RecordedBoard();
        using var journal = board.Store.Open();
        foreach (var (number, attempt) in new[] { (1, 5), (2, 2) })
        {
            Assert.True(journal.TryBegin());
            var lease = number == 1 ? new Lease("a", 5, "agent-1", Noon, Noon, "boot", TimeSpan.Zero) : null;
            journal.Append(new JournalEntry(
                new CommitRecord(number, null, null, "b", "n", CommitState.Applied, Noon), [], MirrorChange.None, [],
                new Dictionary<string, Lease?> { ["a"] = lease }, new Dictionary<string, int> { ["a"] = attempt }));
            journal.Commit(durable: false);
        }

        Assert.True(journal.TryBegin());
        Assert.Equal(5, journal.HighestAttempt("a"));
        Assert.Empty(journal.Leases());
    }

    [Fact]
    public void Ids_and_texts_of_every_kind_come_back_as_they_were()
    {
        string[] ids = ["ä", "😀", "\uD800", "\uD801", "\uDC00x", "a'b", "%", "\uFFFD", "3.10", "3.1", "(no id) 1", "e\u0301"];
        using var board = new RecordedBoard();
        var content = new BoardContent(ids.Select(id => TaskContent.Of(id, [new("id", JsonText.Quote(id))])).ToArray());
        board.Record(content, agent: "ag\uD800ent", details: "");
        using var reader = board.Store.OpenReader()!;
        Assert.Equal(ids, reader.Mirror().Content.Tasks.Select(t => t.Key));
        Assert.True(reader.Mirror().Content.SameValues(content));
        Assert.All(reader.Events(new EventFilter(), 100), e => Assert.Equal(("ag\uD800ent", "", EventChain.HashOf(e)), (e.Agent, e.Details, e.Hash)));
        Assert.Empty(reader.UnfitRows());
    }

    [Fact]
    public void The_mirror_follows_changes_moves_and_deletions()
    {
        using var board = new RecordedBoard();
        board.Record(RecordedBoard.Board("""{"id":"a"}""", """{"id":"b"}""", """{"id":"c"}"""));
        var after = RecordedBoard.Board("""{"id":"c"}""", """{"id":"a","title":"x"}""", """{"id":"d"}""");
        board.Record(after);
        using var reader = board.Store.OpenReader()!;
        Assert.True(reader.Mirror().Content.SameValues(after));
        Assert.Empty(reader.UnfitRows());
    }

    [Fact]
    public void Beside_a_writer_beginning_is_refused_at_once()
    {
        using var board = new RecordedBoard();
        using var first = board.Store.Open();
        using var second = board.Store.Open();
        Assert.True(first.TryBegin());

        // The quickest of some, because a busy machine may stop anybody for as long.
        var quickest = Enumerable.Range(0, 20).Min(_ =>
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.False(second.TryBegin());
            return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        Assert.InRange(quickest, 0, 140);
        first.Rollback();
        Assert.True(second.TryBegin());
    }

    [Fact]
    public void Nothing_of_a_transaction_taken_back_is_there()
    {
        using var board = RecordedBoard.WithALife();
        using var journal = board.Store.Open();
        Assert.True(journal.TryBegin());
        var head = journal.Head();
        journal.Append(new JournalEntry(
            head.LastCommit! with { Number = head.LastCommit.Number + 1 }, [], new MirrorChange([], ["a"], null), [],
            new Dictionary<string, Lease?>(), new Dictionary<string, int>()));
        journal.SetState(1, CommitState.Aborted);
        journal.Rollback();
        journal.Rollback();
        Assert.True(journal.TryBegin());
        Assert.Equal(head, journal.Head());
        Assert.Equal(CommitState.Applied, journal.FindCommit(1)!.State);
        Assert.NotNull(journal.PositionOf("a"));
    }

    [Fact]
    public void A_state_that_was_set_is_seen_in_its_own_transaction()
    {
        using var board = RecordedBoard.WithALife();
        using var journal = board.Store.Open();
        Assert.True(journal.TryBegin());
        journal.SetState(1, CommitState.Aborted);
        Assert.Equal(CommitState.Aborted, journal.FindCommit(1)!.State);
        journal.Commit(durable: true);
        Assert.True(journal.TryBegin());
        Assert.Equal(CommitState.Aborted, journal.FindCommit(1)!.State);
    }

    [Fact]
    public void A_reader_sees_one_moment()
    {
        using var board = RecordedBoard.WithALife();
        using var reader = board.Store.OpenReader()!;
        var before = reader.Head();
        board.Record("""{"id":"z"}""");
        Assert.Equal(before, reader.Head());
        Assert.Null(reader.Mirror().Content.Find("z"));
        using var later = board.Store.OpenReader()!;
        Assert.Equal(before.LastRevision + 1, later.Head().LastRevision);
    }

    [Fact]
    public void Outside_a_transaction_the_journal_refuses_to_work()
    {
        using var board = new RecordedBoard();
        using var journal = board.Store.Open();
        Assert.Throws<InvalidOperationException>(() => journal.Head());
        Assert.Throws<InvalidOperationException>(() => journal.Commit(durable: true));
    }

    [Fact]
    public void The_write_ahead_log_is_emptied_once_it_is_long()
    {
        using var board = new RecordedBoard();
        using var journal = board.Store.Open();
        var wal = new FileInfo(board.Path + "-wal");
        var text = new string('x', 200_000);
        for (var i = 0; i < 4; i++)
        {
            board.Record(journal, RecordedBoard.Board($$"""{"id":"a","title":"{{text}}{{i}}"}"""), "agent-1", null);
        }

        wal.Refresh();
        Assert.True(wal.Length > 1_000_000, $"{wal.Length}");
        journal.Tidy();
        wal.Refresh();
        Assert.Equal(0, wal.Length);
        board.Record(journal, RecordedBoard.Board("""{"id":"a"}"""), "agent-1", null);
        journal.Tidy();
        wal.Refresh();
        Assert.NotEqual(0, wal.Length);
    }

    [Fact]
    public void A_shared_board_has_a_rollback_journal()
    {
        using var board = new RecordedBoard(BoardMode.Shared);
        board.Record("""{"id":"a"}""");
        Assert.False(File.Exists(board.Path + "-wal"));
        Assert.Equal("delete", board.Query("PRAGMA journal_mode"));
    }

    [Fact]
    public void A_history_in_memory_outlives_its_journals()
    {
        using var store = new InMemoryJournalStore(memory => memory.Span.Fill(7));
        Assert.False(store.Exists);
        using (var journal = store.Open())
        {
            Assert.True(journal.TryBegin());
            journal.Append(new JournalEntry(
                new CommitRecord(1, null, null, "b", "n", CommitState.Applied, Noon), [],
                new MirrorChange([new MirrorTask("a", "m", """{"id":"a"}""")], [], null), [], new Dictionary<string, Lease?>(), new Dictionary<string, int>()));
            journal.Commit(durable: true);
        }

        Assert.True(store.Exists);
        using var writer = store.Open();
        Assert.True(writer.TryBegin());
        Assert.Equal(1, writer.Head().LastCommit!.Number);
        writer.Commit(durable: false);
        using var reader = store.OpenReader()!;
        Assert.Equal("a", Assert.Single(reader.Mirror().Content.Tasks).Key);
    }
}
