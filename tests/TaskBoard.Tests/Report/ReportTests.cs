using System.Diagnostics;
using System.Text;
using TaskBoard.Files;
using TaskBoard.Report;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Report;

public sealed class ReportTests
{
    [Fact]
    public async Task Agents_that_made_themselves_known_stand_there_with_what_they_said()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new ManualClock() });
        await board.AddAsync([new TaskDraft("Write") { Id = TaskId.Parse("w"), Persona = "writer" }, new TaskDraft("Read") { Id = TaskId.Parse("r"), Persona = "reader" }], "planner");
        await using var claim = await board.ClaimAsync(TaskId.Parse("w"), "a1", new ClaimOptions { Persona = "writer" });
        var text = ReportMaking.Of(await SourceAsync(board) with
        {
            Agents =
            [
                new KnownAgent("a1", "writer", "Author", "chapters 1 to 3", "book/", "in the middle of 2", IsLost: false),
                new KnownAgent("b1", "reader", null, null, null, null, IsLost: true),
                new KnownAgent("b2", "reader", null, null, null, null, IsLost: false),
                new KnownAgent("idle", null, "", null, null, null, IsLost: false),
            ],
            Personas = [new KnownPersona("reader", "Proof reader", "finds what is wrong")],
        }).ToMarkdown();
        await Snapshot.Verify(text);
    }

    [Fact]
    public async Task Hostile_text_stays_text_everywhere()
    {
        const string Evil = "\n# Owned <script>alert(1)</script> [x](javascript:y) https://evil.example\u001b[31m\u202e `";
        var evil = JsonText.Quote(Evil)[1..^1];
        var snapshot = BoardText.Parse(
            Encoding.UTF8.GetBytes($$$"""
                [{"id":"`#<b>","title":"one{{{evil}}}","labels":["milestone:m{{{evil}}}"],"paths":["src/`<i>\n# p"],"persona":"p<u>\n# x","related":["[two](x)"]},
                 {"id":"[two](x)","title":"two{{{evil}}}","depends_on":["`#<b>","<gone>"],"paths":["src/"],"assigned_to":"agent{{{evil}}}","blocked":"why{{{evil}}}"},
                 {"id":"3","title":"three","status":"COMPLETED","assigned_to":"c","result":{"summary":"done{{{evil}}}","evidence":{"`":"<b>"},"artifacts":["a`<b>"]}},
                 {"id":"4","title":"four{{{evil}}}","status":"FAILED","history":[{"event":"STATUS_CHANGED","details":"failed (attempt 3): because{{{evil}}}"}]},
                 {"id":"5","title":"five","status":"<b>{{{evil}}}"},
                 {"id":"6","title":"six","assigned_to":"z{{{evil}}}"}]
                """),
            new BoardLimits(1_000_000, 100),
            "tasks.json").ToSnapshot();
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new ManualClock() });
        BoardEvent[] events = [Event("3", "COMPLETED", "c" + Evil, "done" + Evil), Event("gone" + Evil, "CANCELLED", null, "cancelled: why" + Evil)];
        var text = ReportMaking.Of(new ReportSource("board" + Evil, snapshot, board.StandingOf(snapshot), new ReportStart(0, null, IsChosen: true), events, events[^1])
        {
            Personas = [new KnownPersona("p<u>\n# x", "n" + Evil, "f" + Evil)],
            Agents = [new KnownAgent("z" + Evil, null, "r" + Evil, "f" + Evil, "d`" + Evil, "n" + Evil, IsLost: true)],
            Troubles = ["trouble" + Evil],
        }).ToMarkdown();
        Assert.All(text.Split('\n').Where(l => l.StartsWith('#')), l => Assert.Matches("^(# Coordination: board|## [A-Z][a-z ]+$|### (agent|z|p|Not assigned|[0-9]{4}))", l));
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        await Snapshot.Verify(text);
    }

    [Fact]
    public async Task Ten_thousand_tasks_and_their_paths_are_told_in_a_few_pages()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new ManualClock() });
        await board.AddAsync(
            Enumerable.Range(0, 10_000).Select(i => new TaskDraft($"Task {i}")
            {
                Id = TaskId.Parse($"t{i}"),
                DependsOn = i < 10 ? [] : new[] { i / 2, i / 3, i / 10 }.Distinct().Select(d => TaskId.Parse($"t{d}")).ToValueList(),
                Persona = $"p{i % 7}",
                Paths = [$"src/{i % 100}/{i}.cs"],
                Labels = [$"milestone:m{i % 3}"],
            }).ToArray(),
            "planner");
        var watch = Stopwatch.StartNew();
        var text = (await board.ReportAsync()).ToMarkdown();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.InRange(text.Length, 5_000, 50_000);
    }

    [Fact]
    public async Task Parents_in_a_circle_are_all_told()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new ManualClock() });
        var snapshot = new BoardSnapshot { Tasks = [Parent("a", "b"), Parent("b", "a"), Parent("self", "self")] };
        var report = ReportMaking.Of(new ReportSource("x", snapshot, board.StandingOf(snapshot), new ReportStart(0, null, IsChosen: true), [], null));
        Assert.Equal([("a", "[b]"), ("self", "[]")], report.Workers.Single().Next.Select(t => (t.Id, t.Subtasks.ToString())));
        Assert.Contains("in a cycle: a -> b -> a", report.ToMarkdown(), StringComparison.Ordinal);

        static TaskItem Parent(string id, string parent) => new() { Id = TaskId.Parse(id), Parent = parent, Json = $$"""{"id":"{{id}}","parent":"{{parent}}"}""" };
    }

    [Fact]
    public async Task Who_had_the_task_lost_it_not_whoever_found_that_the_lease_had_ended()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("[]");
        await board.AddAsync(new TaskDraft("Write") { Id = TaskId.Parse("w") }, "planner");
        await board.TryClaimNextAsync("one of (two)", new ClaimOptions { RenewedElsewhere = true });
        rig.Processes.Later = TimeSpan.FromHours(1);
        await board.TryClaimNextAsync("successor", new ClaimOptions { RenewedElsewhere = true });
        var text = ReportMaking.Of(await SourceAsync(board)).ToMarkdown();
        Assert.Contains("- **one of (two)**\n  - lost `w` Write: lease expired (attempt 1 of one of (two))\n- **successor**\n  - claimed `w` Write\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"command":"make `all`","exit_code":0,"seconds":0.2,"output":"made it"}""", "`` make `all` `` ended with 0 after 0.2 s")]
    [InlineData("""{"command":"make","exit_code":0,"seconds":"long"}""", "`make` ended with 0")]
    [InlineData("""{"command":["make"],"exit_code":0}""", null)]
    [InlineData("""{"command":"make","exit_code":"0"}""", null)]
    public async Task What_a_worker_says_of_its_command_is_put_in_words(string evidence, string? words)
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new ManualClock() });
        await board.AddAsync(new TaskDraft("Write") { Id = TaskId.Parse("w") }, "planner");
        await board.CompleteAsync(TaskId.Parse("w"), new TaskResult("made it") { Evidence = evidence }, "a1");
        Assert.Contains($"\n  - evidence: {words ?? $"`{evidence}`"}\n", ReportMaking.Of(await SourceAsync(board)).ToMarkdown(), StringComparison.Ordinal);
    }

    private static BoardEvent Event(string task, string to, string? agent, string details) => new()
    {
        Sequence = 1,
        Revision = 1,
        RecordedAt = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero),
        OccurredAt = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero),
        Task = task,
        Event = BoardEventKind.StatusChanged,
        FromStatus = "IN_PROGRESS",
        ToStatus = to,
        Agent = agent,
        Source = BoardEventSource.Agent,
        Details = details,
        PreviousHash = "",
        Hash = "",
    };

    private static async Task<ReportSource> SourceAsync(Board board)
    {
        var (snapshot, events) = (await board.ReadAsync(), new List<BoardEvent>());
        await foreach (var e in board.History.EventsAsync())
        {
            events.Add(e);
        }

        return new ReportSource("book", snapshot, board.StandingOf(snapshot), new ReportStart(0, null, IsChosen: true), events, events[^1]);
    }
}
