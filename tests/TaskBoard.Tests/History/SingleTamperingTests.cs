using TaskBoard.Files;
using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>
/// Whatever is done to one event of a history whose last events change nothing on the board, so that neither the mirror nor the file can tell,
/// verification names a problem.
/// </summary>
[Trait("Fault", "13")]
public sealed class SingleTamperingTests : IAsyncLifetime
{
    private StoryBoard _story = null!;

    public async Task InitializeAsync()
    {
        _story = await StoryBoard.PlayedAsync();
        End(_story);
    }

    public Task DisposeAsync() => _story.DisposeAsync().AsTask();

    [Fact]
    public void Any_single_event_changed_removed_or_swapped_is_found()
    {
        Assert.Empty(After("SELECT 1").Problems);
        Assert.Equal(["LOCK_BROKEN", "CONFLICT"], RecordedBoard.Query(_story.Database, "SELECT event FROM events ORDER BY seq DESC LIMIT 2").Split('\n').Reverse());
        var missed = new List<string>();
        foreach (var sql in Tamperings(events: 15))
        {
            if (After(sql) is { IsIntact: true } or { FirstBadEvent: null })
            {
                missed.Add(sql);
            }
        }

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData(14, "details = 'nobody broke it'")]
    [InlineData(15, "details = 'there was none'")]
    [InlineData(15, "task_id = 'b'")]
    [InlineData(15, "occurred_at = '2026-01-01T00:00:00.000Z'")]
    public async Task An_event_written_anew_with_all_hashes_right_is_found_by_the_head(long sequence, string lie)
    {
        _story.Meddle($"UPDATE events SET {lie} WHERE seq = {sequence}");
        await Forgery.RewriteAsync(_story, e => e, head: false);
        var found = await _story.Board.History.VerifyAsync();
        Assert.Equal(15, found.FirstBadEvent);
        Assert.Equal(["Event 15 was written anew: it is not the one that was written last."], found.Problems);
    }

    [Fact]
    public async Task A_lost_last_event_stays_to_be_seen_when_the_board_goes_on()
    {
        _story.Meddle("DELETE FROM events WHERE seq = 15", triggersStay: false);
        await _story.Board.AddAsync(new TaskDraft("Later"), "planner");
        var found = await _story.Board.History.VerifyAsync();
        Assert.Equal(15, found.FirstBadEvent);
        Assert.Equal("Event 15 is missing.", found.Problems[0]);
    }

    [Fact]
    public async Task A_last_event_written_anew_stays_to_be_seen_when_the_board_goes_on()
    {
        _story.Meddle("UPDATE events SET details = 'there was none' WHERE seq = 15", triggersStay: false);
        await Forgery.RewriteAsync(_story, e => e, head: false);
        await _story.Board.AddAsync(new TaskDraft("Later"), "planner");
        Assert.Equal(16, (await _story.Board.History.VerifyAsync()).FirstBadEvent);
    }

    [Fact]
    public async Task An_event_that_another_program_appends_is_found()
    {
        var last = new BoardEvent
        {
            Sequence = 16,
            Revision = 12,
            RecordedAt = StoredTime.Round(_story.Clock.GetUtcNow().AddDays(1)),
            OccurredAt = StoredTime.Round(_story.Clock.GetUtcNow()),
            Event = BoardEventKind.LockBroken,
            Source = BoardEventSource.Monitor,
            PreviousHash = RecordedBoard.Query(_story.Database, "SELECT last_hash FROM board"),
            Hash = "",
        };
        _story.Meddle(
            $"INSERT INTO events VALUES (16, 12, '{StoredTime.Write(last.RecordedAt)}', '{StoredTime.Write(last.OccurredAt)}', NULL, 'LOCK_BROKEN', NULL, NULL, NULL, "
            + $"'monitor', NULL, NULL, '{last.PreviousHash}', '{EventChain.HashOf(last)}')");
        var found = await _story.Board.History.VerifyAsync();
        Assert.Equal((16, 15), (found.FirstBadEvent, found.Events));
        Assert.Equal(["Event 16 was added by another program: the last one written was 15."], found.Problems);

        var text = await File.ReadAllTextAsync(_story.File);
        var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(() => _story.Board.AddAsync(new TaskDraft("Later"), "planner"));
        Assert.StartsWith($"{_story.Database} was changed by another program: what is in it cannot be followed by a change", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_story.File));
    }

    [Theory]
    [InlineData("UPDATE board SET last_seq = 14", 14)]
    [InlineData("UPDATE board SET last_seq = 16", 16)]
    [InlineData("UPDATE board SET last_hash = 'x'", 15)]
    [InlineData("DELETE FROM board", 1)]
    public void A_head_that_was_changed_is_found(string sql, long first) => Assert.Equal(first, After(sql).FirstBadEvent);

    [Theory]
    [InlineData("UPDATE commits SET last_revision = 13 WHERE n = 13", "Commit 13 names revision 13, and the events end with revision 12.")]
    [InlineData("DELETE FROM commits WHERE n = 13", "The events end with revision 12, and the commits with 11.")]
    [InlineData("DELETE FROM commits", "The events end with revision 12, and the commits with 0.")]
    [InlineData("UPDATE commits SET first_revision = 4 WHERE n = 6", "Commit 6 names revisions 4 to 5, and the commits before it end with 4.")]
    [InlineData("UPDATE commits SET last_revision = NULL WHERE n = 6", "Commit 6 names revisions 5 to none, and the commits before it end with 4.")]
    public void Commits_that_do_not_name_the_revisions_of_the_events_are_found(string sql, string problem) => Assert.Contains(problem, After(sql).Problems);

    /// <summary>The last events: a lock was broken, and a conflict was met.</summary>
    private static void End(StoryBoard story)
    {
        using var journal = new SqliteJournal(SqliteDatabase.Open(story.Database, SqliteMode.ReadWrite), static () => Durability.Buffered);
        foreach (var kind in new[] { BoardEventKind.LockBroken, BoardEventKind.Conflict })
        {
            Assert.True(journal.TryBegin());
            var head = journal.Head();
            var draft = new EventDraft(head.LastRevision, story.Clock.GetUtcNow(), null, kind, null, BoardEventSource.Monitor, "as it was", null);
            journal.Append(new JournalEntry(
                null, EventChain.Seal(head, [draft], story.Clock.GetUtcNow()), null, [], new Dictionary<string, Lease?>(), new Dictionary<string, int>()));
            journal.Commit(durable: false);
        }
    }

    private static IEnumerable<string> Tamperings(int events)
    {
        for (var n = 1; n <= events; n++)
        {
            yield return $"DELETE FROM events WHERE seq = {n}";
            yield return $"DELETE FROM events WHERE seq = {n}; UPDATE events SET seq = seq - 1 WHERE seq > {n}";
            foreach (var column in EventRow.Columns.Split(", "))
            {
                yield return column switch
                {
                    "seq" => $"UPDATE events SET seq = {events + 1} WHERE seq = {n}",
                    "revision" => $"UPDATE events SET revision = revision + 1 WHERE seq = {n}",
                    _ => $"UPDATE events SET {column} = CASE WHEN {column} IS NULL THEN '' ELSE {column} || 'x' END WHERE seq = {n}",
                };
                yield return $"UPDATE events SET {column} = CASE WHEN typeof({column}) = 'text' THEN CAST({column} AS BLOB) WHEN {column} IS NULL THEN x'' ELSE -1 END WHERE seq = {n}";
            }

            if (n < events)
            {
                yield return $"UPDATE events SET seq = 99 WHERE seq = {n}; UPDATE events SET seq = {n} WHERE seq = {n + 1}; UPDATE events SET seq = {n + 1} WHERE seq = 99";
            }
        }
    }

    /// <summary>What verification says of a copy of the history after this was done to it.</summary>
    private HistoryVerification After(string sql)
    {
        using var original = SqliteDatabase.Open(_story.Database, SqliteMode.ReadOnly);
        var copy = original.CopyToMemory();
        Forgery.Run(copy, sql);
        return new HistoryVerifier(_ => new SqliteHistoryReader(copy), () => File.ReadAllBytes(_story.File), new BoardLimits(), _story.File).Verify([], default);
    }
}
