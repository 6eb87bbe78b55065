using SQLitePCL;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class HistoryVerificationTests
{
    [Theory]
    [InlineData(false, 13)]
    [InlineData(true, 10)]
    public async Task An_untouched_history_is_intact(bool inMemory, long events)
    {
        await using var story = await StoryBoard.PlayedAsync(inMemory);
        var found = await story.Board.History.VerifyAsync();
        Assert.Empty(found.Problems);
        Assert.True(found.IsIntact);
        Assert.False(found.FileIsAhead);
        Assert.Null(found.FirstBadEvent);
        Assert.Equal((events, story.States.Count - 1), (found.Events, found.Revision));
        Assert.StartsWith($"{events}:", found.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_edit_that_is_not_recorded_yet_is_no_fault()
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Edit(text => text.Replace("Parse", "Parse it", StringComparison.Ordinal));
        var found = await story.Board.History.VerifyAsync();
        Assert.True(found.IsIntact);
        Assert.True(found.FileIsAhead);
        await story.Board.CatchUpAsync();
        Assert.False((await story.Board.History.VerifyAsync()).FileIsAhead);
    }

    [Fact]
    public async Task A_file_that_is_only_written_differently_is_not_ahead()
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Edit(text => text.Replace("\n", "\n\n", StringComparison.Ordinal));
        var found = await story.Board.History.VerifyAsync();
        Assert.Equal((true, false), (found.IsIntact, found.FileIsAhead));
    }

    [Fact]
    public async Task A_file_that_is_broken_by_hand_is_a_problem_of_the_file()
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Edit(text => text[..^20]);
        var found = await story.Board.History.VerifyAsync();
        Assert.Equal((true, false, null), (found.IsIntact, found.FileIsAhead, found.FirstBadEvent));
        Assert.Contains("cannot be read", Assert.Single(found.FileProblems), StringComparison.Ordinal);
        Assert.Equal(HistoryStanding.FileUnreadable, await story.Board.History.StandingAsync());
        Assert.False(await story.Board.History.IsBehindFileAsync());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_a_problem_of_the_file()
    {
        await using var story = await StoryBoard.PlayedAsync();
        File.Delete(story.File);
        var found = await story.Board.History.VerifyAsync();
        Assert.Equal([$"{story.File} is missing."], found.FileProblems);
        Assert.True(found.IsIntact);
        Assert.Null(found.FirstBadEvent);
    }

    [Theory]
    [InlineData("UPDATE board_tasks SET json = replace(json, 'Parse', 'Prose') WHERE id = 'a'", "The mirror's row of task a was changed")]
    [InlineData("UPDATE board_tasks SET position = position || 'x' WHERE id = 'b'", "The mirror's row of task b was changed")]
    [InlineData("UPDATE board_tasks SET row_hash = '' WHERE id = 'b'", "The mirror's row of task b was changed")]
    [InlineData("UPDATE board_tasks SET id = CAST('a' AS BLOB) WHERE id = 'b'", "The mirror cannot be read: it holds task a twice.")]
    [InlineData("DELETE FROM board_tasks WHERE id = 'a'", "Replaying all events does not give task a as the mirror has it.")]
    [InlineData("INSERT INTO board_tasks VALUES ('z', 'zz', '{\"id\":\"z\"}', '')", "Replaying all events does not give task z as the mirror has it.")]
    [InlineData("UPDATE board_tasks SET json = '{' WHERE id = 'a'", "The mirror cannot be read")]
    [InlineData("UPDATE board SET root = '{\"$schema\":1,\"tasks\":[]}'", "Replaying all events does not give what the mirror has around the tasks.")]
    [InlineData("DELETE FROM commits WHERE n = 3", "A commit before number 4 is missing.")]
    public async Task A_mirror_that_was_changed_is_found(string sql, string problem)
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Meddle(sql);
        var found = await story.Board.History.VerifyAsync();
        Assert.Contains(found.Problems, p => p.StartsWith(problem, StringComparison.Ordinal));
        Assert.Null(found.FirstBadEvent);
        Assert.Equal(13, found.Events);
    }

    [Fact]
    public async Task A_mirror_that_is_not_what_the_file_was_is_found_even_if_its_hash_fits()
    {
        await using var story = await StoryBoard.PlayedAsync();
        const string Other = """{"id":"a"}""";
        story.Meddle($"UPDATE board_tasks SET json = '{Other}', position = 'V', row_hash = '{TaskBoard.History.RowTable.Tasks.HashOf(new TaskBoard.History.ColumnHash(), "a", "V", Other).ToHexadecimal()}' WHERE id = 'a'");
        var found = await story.Board.History.VerifyAsync();
        Assert.Contains("Replaying all events does not give task a as the mirror has it.", found.Problems);
        Assert.Contains($"{story.File} is as the last commit left it, and the mirror holds something else.", found.Problems);
        Assert.DoesNotContain(found.Problems, p => p.Contains("row of task", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE events SET details = 'nothing' WHERE seq = 4", 4, "Event 4 was changed: its hash does not fit what it holds.")]
    [InlineData("UPDATE events SET agent_id = 'agent-9' WHERE seq = 13", 13, "Event 13 was changed: its hash does not fit what it holds.")]
    [InlineData("UPDATE events SET hash = prev_hash WHERE seq = 1", 1, "Event 1 was changed: its hash does not fit what it holds.")]
    [InlineData("DELETE FROM events WHERE seq = 6", 6, "Event 6 is missing.")]
    [InlineData("DELETE FROM events WHERE seq = 1", 1, "Event 1 is missing.")]
    [InlineData("DELETE FROM events WHERE seq = 6; UPDATE events SET seq = seq - 1 WHERE seq > 6", 6, "Event 6 does not follow the one before it")]
    [InlineData("UPDATE events SET seq = 99 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 99", 3, "Event 3 does not follow the one before it")]
    [InlineData("UPDATE events SET recorded_at = 'yesterday' WHERE seq = 8", 8, "Event 8 holds what TaskBoard never writes.")]
    [InlineData("UPDATE events SET recorded_at = '' WHERE seq = 8; UPDATE events SET details = '' WHERE seq = 2", 2, "Event 2 was changed: its hash does not fit what it holds.")]
    [InlineData("UPDATE events SET revision = 'x' WHERE seq = 8", 8, "Event 8 holds what TaskBoard never writes.")]
    public async Task The_first_event_that_does_not_fit_is_named(string sql, long first, string problem)
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Meddle(sql);
        var found = await story.Board.History.VerifyAsync();
        Assert.False(found.IsIntact);
        Assert.Equal(first, found.FirstBadEvent);
        Assert.StartsWith(problem, found.Problems[0], StringComparison.Ordinal);
        Assert.Equal(first - 1, found.Events);
    }

    [Fact]
    public async Task A_history_that_was_changed_is_not_replayed_as_if_it_were_true()
    {
        await using var story = await StoryBoard.PlayedAsync();
        story.Meddle("UPDATE events SET changes = '[' WHERE seq = 3");
        var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(() => story.Board.History.ReplayAsync(3));
        Assert.Contains("taskboard verify", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await story.Board.History.VerifyAsync()).FirstBadEvent);
    }

    [Fact]
    public async Task A_chain_made_anew_over_a_lie_that_cannot_be_replayed_is_found()
    {
        await using var story = await StoryBoard.PlayedAsync();
        foreach (var lie in new Func<BoardEvent, BoardEvent>[] { e => e with { Task = "nobody" }, e => e with { Changes = "[" } })
        {
            await Forgery.RewriteAsync(story, e => e.Sequence == 3 ? lie(e) : e);
            var found = await story.Board.History.VerifyAsync();
            Assert.Equal(3, found.FirstBadEvent);
            Assert.Contains("cannot be replayed", found.Problems[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_head_that_was_kept_finds_what_the_chain_alone_cannot()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var history = story.Board.History;
        var head = (await history.VerifyAsync()).Head;
        await story.StepAsync(5, () => story.Board.AddAsync(new TaskDraft("Later"), "planner"));
        Assert.True((await history.VerifyAsync(head)).IsIntact);
        Assert.True((await history.VerifyAsync("0:" + TaskBoard.History.EventChain.Genesis)).IsIntact);

        await Forgery.RewriteAsync(story, e => e.Sequence == 4 ? e with { Agent = "agent-9" } : e);
        Assert.True((await history.VerifyAsync()).IsIntact);
        var rewritten = await history.VerifyAsync(head);
        Assert.Equal(13, rewritten.FirstBadEvent);
        Assert.Equal(["Event 13 is not the one whose hash was kept: the history was written anew."], rewritten.Problems);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_named_and_one_cut_off_together_with_the_head_is_with_a_head_that_was_kept()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var head = (await story.Board.History.VerifyAsync()).Head;
        story.Meddle("DELETE FROM events WHERE seq >= 12");
        var cut = await story.Board.History.VerifyAsync();
        Assert.Equal(12, cut.FirstBadEvent);
        Assert.StartsWith("Event 12 is missing: the history ends with event 11, and the last one written was 13", cut.Problems[0], StringComparison.Ordinal);

        story.Meddle("UPDATE board SET last_seq = 11, last_hash = (SELECT hash FROM events WHERE seq = 11)");
        var alone = await story.Board.History.VerifyAsync();
        Assert.Null(alone.FirstBadEvent);
        Assert.Contains("Replaying all events does not give task b as the mirror has it.", alone.Problems);
        var kept = await story.Board.History.VerifyAsync(head);
        Assert.Equal(12, kept.FirstBadEvent);
        Assert.Contains("its tail was cut off", kept.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE leases", "The table leases is missing: another program changed the schema.")]
    [InlineData("DROP VIEW lead_times", "The view lead_times is missing: another program changed the schema.")]
    [InlineData("DROP TRIGGER events_are_never_deleted", "The trigger events_are_never_deleted is missing: another program changed the schema.")]
    [InlineData("PRAGMA writable_schema=ON; UPDATE sqlite_master SET type = CAST(type AS BLOB) WHERE name = 'leases'", "The table leases is not as TaskBoard makes it: another program changed the schema.")]
    [InlineData("PRAGMA writable_schema=ON; UPDATE sqlite_master SET tbl_name = CAST(tbl_name AS BLOB) WHERE name = 'sqlite_autoindex_board_tasks_1'", "The index sqlite_autoindex_board_tasks_1 is not as TaskBoard makes it: another program changed the schema.")]
    [InlineData("ALTER TABLE requests ADD COLUMN mine TEXT", "The table requests is not as TaskBoard makes it: another program changed the schema.")]
    public async Task A_schema_that_was_changed_is_found(string sql, string problem)
    {
        await using var story = await StoryBoard.PlayedAsync();

        // As another program has it, without the guard against writing into the schema itself.
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(story.Database, out var database));
        using (database)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, "CREATE TABLE of_my_own(x); " + sql));
        }

        // With a table go its triggers.
        var problems = (await story.Board.History.VerifyAsync()).Problems;
        Assert.Equal(problem, problems[0]);
        Assert.All(problems.Skip(1), p => Assert.StartsWith("The trigger leases_carry_their_hash is missing", p, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13")]
    [InlineData("13:abc")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_head_is_refused(string head)
    {
        await using var board = Board.InMemory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.History.VerifyAsync(head));
    }
}
