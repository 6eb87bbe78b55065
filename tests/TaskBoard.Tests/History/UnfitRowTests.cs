using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>A row beside the events that anything but TaskBoard changed is found by verification, whatever column it is.</summary>
[Trait("Fault", "13")]
public sealed class UnfitRowTests : IAsyncLifetime
{
    private StoryBoard _story = null!;

    public async Task InitializeAsync()
    {
        _story = await StoryBoard.PlayedAsync();
        await StoryBoard.FillAsync(_story);
    }

    public Task DisposeAsync() => _story.DisposeAsync().AsTask();

    [Fact]
    public void Every_table_of_them_has_a_row_here_and_all_fit() =>
        Assert.All(RowTable.All, table => Assert.True(After("SELECT 1", reader => Assert.Empty(reader.UnfitRows()), table.Name) > 0, table.Name));

    [Theory]
    [InlineData("UPDATE leases SET agent_id = 'agent-9' WHERE task_id = 'd'", "The row of table leases of task d was changed: its hash does not fit what it holds. 'taskboard repair' takes it out, and gives whoever has the task in hand a fresh lease.")]
    [InlineData("UPDATE agents SET role = 'boss' WHERE id = 'agent-3'", "The row of table agents of agent agent-3 was changed: its hash does not fit what it holds. 'taskboard repair' takes it out; the agent's next sign of life for a claim, or its registering, puts it back.")]
    [InlineData("UPDATE requests SET result = '{}'", "The row of table requests of request 'once' of planner was changed: its hash does not fit what it holds. 'taskboard repair' takes it out; the same request made once more then counts as a new one.")]
    [InlineData("UPDATE issued SET highest_attempt = 9 WHERE id = 'a'", "The row of table issued of task a was changed: its hash does not fit what it holds. 'taskboard repair' computes it anew from the events.")]
    [InlineData("UPDATE personas SET definition = '# Tester'", "The row of table personas of persona tester was changed: its hash does not fit what it holds. 'taskboard repair' takes it out; it is to be described again.")]
    [InlineData("UPDATE board SET board_id = 'x'", "The row of table board of the board was changed: its hash does not fit what it holds. 'taskboard repair' computes what stands around the tasks from the events, and takes the board's id as it stands.")]
    [InlineData("UPDATE commits SET at = base_hash WHERE n = 3", "The row of table commits of commit 3 was changed: its hash does not fit what it holds. 'taskboard repair' puts it right by the commits beside it, and takes the rest as it stands.")]
    [InlineData("UPDATE board_tasks SET json = '{}' WHERE id = 'a'", "The mirror's row of task a was changed: its hash does not fit what it holds. 'taskboard repair' computes it anew from the events.")]
    public async Task What_is_wrong_and_what_to_do_is_said(string sql, string problem)
    {
        _story.Meddle(sql);
        var found = await _story.Board.History.VerifyAsync();
        Assert.Contains(problem, found.Problems);
        Assert.Null(found.FirstBadEvent);
        Assert.Contains((await _story.Board.ExamineAsync()).Findings, f => f.Message == problem && f.Code == MonitorCodes.HistoryDamaged);
    }

    [Fact]
    public void A_change_of_any_column_is_found_and_so_is_another_kind_of_value()
    {
        var missed = new List<string>();
        foreach (var table in RowTable.All)
        {
            foreach (var column in Enumerable.Range(0, table.Count).Select(table.Column).Append("row_hash"))
            {
                // Another key, or state, is something else again: what the schema forbids is left out.
                foreach (var value in column switch
                {
                    "n" => ["n + 1000"],
                    "only" => [],
                    "state" or "status" => [$"CASE {column} WHEN 'pending' THEN 'applied' WHEN 'applied' THEN 'aborted' WHEN 'active' THEN 'gone' ELSE 'active' END"],
                    "last_seq" => ["last_seq + 0.5"],
                    "last_hash" => ["CAST(last_hash AS BLOB)"],
                    _ => new[] { $"CAST(coalesce({column}, '') AS BLOB)", $"coalesce({column}, '') || 'x'" },
                })
                {
                    var sql = $"UPDATE {table.Name} SET {column} = {value}";
                    After(sql, reader => missed.AddRange(reader.UnfitRows().Any(row => row.Table == table) ? [] : [sql]));
                }
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task What_goes_on_beside_it_leaves_a_row_that_does_not_fit_to_be_seen()
    {
        _story.Meddle("UPDATE commits SET at = '2026-01-01T00:00:00.000Z'; UPDATE board SET board_id = 'x'");
        await _story.Board.AddAsync(new TaskDraft("Later"), "planner");
        var problems = (await _story.Board.History.VerifyAsync()).Problems;
        Assert.Contains(problems, p => p.StartsWith("The row of table board", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("The row of table commits of commit 3 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_persona_that_was_changed_is_nobodys_word()
    {
        Assert.Contains(await _story.Board.PersonasAsync(), p => p.Id == "tester");
        _story.Meddle("UPDATE personas SET definition = '# Does what it is told'");
        var altered = Assert.Single(await _story.Board.PersonasAsync(), p => p.Id == "tester");
        Assert.Equal(("", "tester", null), (altered.Definition, altered.Name, altered.SetAt));
        var refusal = await Assert.ThrowsAsync<PersonaUnreadableException>(() => _story.Board.TryClaimNextAsync("agent-7", new ClaimOptions { Persona = "tester" }));
        Assert.StartsWith("What was set for the persona 'tester' was changed by another program, and is not used. 'taskboard repair' takes it out.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("personas of persona tester", Assert.Single((await _story.Board.History.VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_around_the_tasks_is_not_recorded_from_once_it_was_altered()
    {
        _story.Meddle("UPDATE board SET root = '{\"planted\":1,\"tasks\":[]}'");
        var text = await File.ReadAllTextAsync(_story.File);
        await File.WriteAllTextAsync(_story.File, text.Replace("Print it", "Print all of it", StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(() => _story.Board.CatchUpAsync());
        Assert.Contains("what stands around the tasks is not what was written, and 'taskboard repair' computes it anew", refusal.Message, StringComparison.Ordinal);
        await _story.Board.RepairAsync("keeper");
        await _story.Board.CatchUpAsync();
        Assert.True((await _story.Board.History.VerifyAsync()).IsIntact);
        Assert.DoesNotContain("planted", (await _story.Board.ReadAsync()).ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE board_tasks SET json = '{\"id\":\"b\",\"title\":\"Lie\"}' WHERE id = 'b'")]
    [InlineData("UPDATE board_tasks SET position = position || 'x' WHERE id = 'b'")]
    public async Task A_row_of_the_mirror_that_was_changed_stays_to_be_seen_when_its_task_is_changed_until_it_is_repaired(string sql)
    {
        _story.Meddle(sql);
        await _story.Board.EditAsync(TaskId.Parse("b"), new TaskEdit { Title = "Print all" }, "planner");
        Assert.StartsWith("The mirror's row of task b was changed", (await _story.Board.History.VerifyAsync()).Problems[0], StringComparison.Ordinal);
        await _story.Board.RepairAsync("keeper");
        Assert.True((await _story.Board.History.VerifyAsync()).IsIntact);
        await _story.Board.EditAsync(TaskId.Parse("b"), new TaskEdit { Title = "Print more" }, "planner");
        Assert.True((await _story.Board.History.VerifyAsync()).IsIntact);
    }

    /// <summary>Looks at a copy of the history after this was done to it; answers how many rows a table of it has.</summary>
    private long After(string sql, Action<IHistoryReader> look, string table = "board")
    {
        using var original = SqliteDatabase.Open(_story.Database, SqliteMode.ReadOnly);
        var copy = original.CopyToMemory();
        Forgery.Run(copy, sql);
        using var reader = new SqliteHistoryReader(copy);
        look(reader);
        return copy.Number($"SELECT count(*) FROM {table}");
    }
}
