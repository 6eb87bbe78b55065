using System.Globalization;
using System.Text.RegularExpressions;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>The queries of <c>examples/audit</c>, run over three days of a board.</summary>
public sealed partial class AuditQueriesTests
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["agent"] = "agent-1",
        ["until"] = "2026-11-24T00:00:00.000Z",
        ["day"] = "2026-11-22",
    };

    [Fact]
    public async Task Each_answers_as_it_did()
    {
        await using var story = await ThreeDaysAsync();
        var text = new List<string>();
        foreach (var (name, sql) in Queries())
        {
            foreach (var parameters in ParametersOf(sql))
            {
                var result = await story.Board.History.QueryAsync(sql, new QueryOptions { Parameters = parameters });
                text.Add($"== {name}{string.Concat(parameters.Select(p => $" :{p.Key} = {p.Value}"))}\n{string.Join('|', result.Columns)}\n{Lines(result)}");
            }
        }

        Assert.Equal(7 + 2, text.Count);
        await Snapshot.Verify(string.Join('\n', text));
    }

    [ProgramFact("sqlite3")]
    public async Task The_sqlite3_program_answers_the_same()
    {
        await using var story = await ThreeDaysAsync();
        foreach (var (name, sql) in Queries())
        {
            var read = $".read '{FileOf(name)}'";
            foreach (var parameters in ParametersOf(sql))
            {
                var set = parameters.SelectMany(p => new[] { "-cmd", $".param set :{p.Key} \"'{p.Value}'\"" });
                var run = await ProgramRun.Of("sqlite3", [.. set, "-nullvalue", "NULL", $"file:{story.Database}?mode=ro", read]);
                Assert.Equal(new ProgramRun(0, Lines(await story.Board.History.QueryAsync(sql, new QueryOptions { Parameters = parameters })), ""), run);
            }
        }
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-23")]
    public async Task The_board_as_of_a_day_is_what_a_replay_gives(string day)
    {
        await using var story = await ThreeDaysAsync();
        var sql = Queries()["board-as-of-a-day"];
        var result = await story.Board.History.QueryAsync(sql, new QueryOptions { Parameters = new Dictionary<string, string> { ["day"] = day } });
        var midnight = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddDays(1).AddMilliseconds(-1);
        var board = await story.Board.History.ReplayAsync(await story.Board.History.RevisionAtAsync(midnight));
        Assert.Equal(
            board.Tasks.Select(t => $"{t.Id}|{t.Title}|{t.State.ToWord()}|{t.AssignedTo ?? "NULL"}"),
            result.Rows.Select(r => string.Join('|', r.Take(4).Select(v => v ?? "NULL"))));
    }

    [Fact]
    public async Task An_attempt_whose_lease_ended_failed_for_whoever_had_it_not_for_who_took_over()
    {
        await using var story = await ThreeDaysAsync();
        Assert.Equal(
            "agent-1|2\nagent-2|0\n",
            Lines(await story.Board.History.QueryAsync("SELECT agent_id, failed FROM agent_activity WHERE agent_id LIKE 'agent-%' ORDER BY agent_id")));
        Assert.Equal("a|agent-1\nc|agent-1\n", Lines(await story.Board.History.QueryAsync("SELECT task_id, agent_id FROM failures ORDER BY seq")));
    }

    [Fact]
    public void The_table_beside_them_names_each_with_its_parameters()
    {
        var readme = File.ReadAllText(Checkout.File("examples", "audit", "README.md")).ReplaceLineEndings("\n");
        Assert.Equal(
            Queries().Select(q => $"{q.Key} {string.Join(' ', NamesIn(q.Value))}"),
            Rows().Matches(readme).Select(m => $"{m.Groups["name"].Value} {m.Groups["parameter"].Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>Work, rework, a lease that ended, a claim cancelled, hand edits, over three days.</summary>
    private static async Task<StoryBoard> ThreeDaysAsync()
    {
        var story = await StoryBoard.InDirectoryAsync();
        var (board, a, b, c, d) = (story.Board, TaskId.Parse("a"), TaskId.Parse("b"), TaskId.Parse("c"), TaskId.Parse("d"));
        await story.StepAsync(0, () => board.AddAsync(
            [new TaskDraft("Parse") { Id = a }, new TaskDraft("Print") { Id = b, DependsOn = [a] }, new TaskDraft("Test") { Id = c }, new TaskDraft("Ship") { Id = d }],
            "planner"));
        await story.StepAsync(60, () => board.ClaimAsync(a, "agent-1"));
        await story.StepAsync(60, () => board.FailAsync(a, "the header is unknown", retry: true, "agent-1"));
        await story.StepAsync(600, () => board.ClaimAsync(a, "agent-2"));
        await story.StepAsync(60, () => board.CompleteAsync(a, "parses all", "agent-2"));
        await story.StepAsync(60, () => board.ClaimAsync(c, "agent-1"));

        // The first lease ends over night; another agent takes over.
        story.Clock.Advance(TimeSpan.FromDays(1));
        EndLeases(story.Database);
        await story.StepAsync(0, () => board.ClaimAsync(c, "agent-2"));
        await story.StepAsync(60, () => board.ClaimAsync(b, "agent-1"));
        await story.SaveAsync(60, text => text.Replace("\"assigned_to\": \"agent-1\"", "\"assigned_to\": \"ann\"", StringComparison.Ordinal));
        await story.SaveAsync(60, text => text.Replace("\"title\": \"Ship\"", "\"title\": \"Ship it\"", StringComparison.Ordinal));

        story.Clock.Advance(TimeSpan.FromDays(1));
        await story.StepAsync(0, () => board.CancelAsync(c, "planner"));
        await story.StepAsync(60, () => board.ReopenAsync(a, "reviewer"));
        await story.StepAsync(60, () => board.RemoveAsync(d, "planner"));
        return story;
    }

    /// <summary>Leases end by the clock of the machine, which a test does not set.</summary>
    private static void EndLeases(string database)
    {
        using var open = SqliteDatabase.Open(database, SqliteMode.ReadWrite);
        open.Execute("UPDATE leases SET boot_expires = 0");
    }

    private static string FileOf(string name) => Checkout.File("examples", "audit", name + ".sql");

    private static SortedDictionary<string, string> Queries() => new(
        Directory.GetFiles(Checkout.File("examples", "audit"), "*.sql").ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText), StringComparer.Ordinal);

    /// <summary>With the parameters given; and without, where a query does not depend on the day it is run.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, string>> ParametersOf(string sql)
    {
        var names = NamesIn(sql);
        yield return names.ToDictionary(n => n[1..], n => Parameters[n[1..]], StringComparer.Ordinal);
        if (names.Contains(":agent"))
        {
            yield return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        if (names.Contains(":day"))
        {
            yield return new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = "2026-11-21" };
        }
    }

    private static string[] NamesIn(string sql) => Names().Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToArray();

    private static string Lines(QueryResult result) => string.Concat(result.Rows.Select(r => string.Join('|', r.Select(v => v ?? "NULL")) + "\n"));

    [GeneratedRegex("(?<=[ (]):[a-z]+")]
    private static partial Regex Names();

    [GeneratedRegex(@"^\| `(?<name>[a-z-]+)\.sql` \|[^|]*\| (`(?<parameter>:[a-z]+)` )?\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();
}
