using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Who agents can be: described with the board or in files, and asked for by name.</summary>
public sealed class PersonaTests : IDisposable
{
    private const string Reviewer = "# Reviewer\n\nReads what others wrote.";

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_was_set_counts_and_a_file_where_nothing_was()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        Assert.Empty(await board.PersonasAsync());
        Save("reviewer.md", "# From a file\r\n\r\ntext\r\n");
        Save("a%2Fb.md", "no heading");
        Save("README.md", "# What these are");
        Save("notes.txt", "# Nothing");
        Assert.Equal(["a/b a/b File personas/a%2Fb.md", "reviewer From a file File personas/reviewer.md"], await ListAsync(board));

        var change = await board.SetPersonaAsync("reviewer", Reviewer + "\n", "planner", "r.md");
        Assert.Equal((0, false), (change.Revision, change.AlreadyDone));
        Assert.True((await board.SetPersonaAsync("reviewer", "\ufeff" + Reviewer.ReplaceLineEndings("\r\n"), "planner")).AlreadyDone);
        Assert.Equal(["a/b a/b File personas/a%2Fb.md", "reviewer Reviewer Database r.md"], await ListAsync(board));
        var persona = await board.FindPersonaAsync("reviewer");
        Assert.Equal((Reviewer, _rig.Clock.GetUtcNow()), (persona!.Definition, persona.SetAt));
        Assert.Null(await board.FindPersonaAsync("Reviewer"));

        await board.RemovePersonaAsync("reviewer", "planner");
        Assert.Equal("From a file", (await board.FindPersonaAsync("reviewer"))!.Name);
        Assert.Equal(
            ["0 PERSONA_SET planner", "0 PERSONA_REMOVED planner"],
            (await board.EventsAsync()).Where(e => e.Event.StartsWith("PERSONA", StringComparison.Ordinal)).Select(e => $"{e.Revision} {e.Event} {e.Agent}"));
        Assert.Matches("^persona described \\(SHA-256 [0-9a-f]{64}\\): reviewer, Reviewer, from r.md$", (await board.EventsAsync()).First(e => e.Event == BoardEventKind.PersonaSet).Details);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Where_none_is_described_any_word_is_a_persona()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Persona = "reviewer" }, "planner");
        await board.RegisterAsync(new AgentRegistration { Persona = "tester" }, "agent-1");
        Assert.Null(await board.TryClaimNextAsync("agent-1", new ClaimOptions { Persona = "reviewr" }));
    }

    [Fact]
    public async Task Where_some_are_a_slip_is_refused_wherever_it_is_made_and_changes_nothing()
    {
        await using var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\"},{\"id\":\"b\",\"title\":\"y\",\"persona\":\"by-hand\"}]\n");
        await board.SetPersonaAsync("reviewer", Reviewer, "planner");
        Save("tester.md", "tests");
        var (text, events) = (_rig.Text, (await board.EventsAsync()).Count);
        var a = TaskId.Parse("a");
        foreach (var slip in new Func<string, Task>[]
        {
            p => board.TryClaimNextAsync("agent-1", new ClaimOptions { Persona = p }),
            p => board.ClaimAsync(a, "agent-1", new ClaimOptions { Persona = p, Override = true }),
            p => board.NextAsync("agent-1", new ClaimOptions { Persona = p }),
            p => board.ExplainAsync(a, "agent-1", new ClaimOptions { Persona = p }),
            p => board.AddAsync(new TaskDraft("z") { Persona = p }, "planner"),
            p => board.EditAsync(a, new TaskEdit { Persona = p }, "planner"),
            p => board.RegisterAsync(new AgentRegistration { Persona = p }, "agent-1"),
            p => board.RemovePersonaAsync(p, "planner"),
        })
        {
            var refusal = await Assert.ThrowsAsync<PersonaNotFoundException>(() => slip("reviewr"));
            Assert.Equal(("reviewr", "reviewer", BoardErrorKind.NotFound), (refusal.Persona, refusal.Meant, refusal.Kind));
            Assert.Contains("Did you mean 'reviewer'?", refusal.Message, StringComparison.Ordinal);
        }

        var plan = await Assert.ThrowsAsync<InvalidPlanException>(() => board.PlanAsync(
            new TaskPlan([new PlannedTask("k", new TaskDraft("z") { Persona = "testr", DependsOn = [TaskId.Parse("nope")] })]), "planner"));
        Assert.Equal(["persona", "depends_on"], plan.Problems.Select(p => p.Property));
        Assert.Contains("Did you mean 'tester'?", plan.Problems[0].Message, StringComparison.Ordinal);
        Assert.Null((await Assert.ThrowsAsync<PersonaNotFoundException>(() => board.RegisterAsync(new AgentRegistration { Persona = "zzz" }, "agent-1"))).Meant);
        Assert.Contains("edit that file", (await Assert.ThrowsAsync<PersonaNotFoundException>(() => board.RemovePersonaAsync("tester", "planner"))).Message, StringComparison.Ordinal);
        Assert.Equal((text, events), (_rig.Text, (await board.EventsAsync()).Count));
        Assert.Empty(await board.AgentsAsync());

        foreach (var known in new[] { "reviewer", "tester", "by-hand" })
        {
            await board.RegisterAsync(new AgentRegistration { Persona = known }, "agent-1");
        }

        await board.EditAsync(TaskId.Parse("b"), new TaskEdit { Persona = "" }, "planner");
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Whoever_registered_with_a_persona_claims_as_it()
    {
        await using var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\",\"persona\":\"reviewer\"},{\"id\":\"b\",\"title\":\"y\",\"persona\":\"tester\"}]\n");
        Assert.Null(await board.TryClaimNextAsync("agent-1"));
        Assert.NotEmpty((await board.ExplainAsync(TaskId.Parse("a"), "agent-1")).NotForAll);
        await board.RegisterAsync(new AgentRegistration { Persona = "reviewer" }, "agent-1");
        Assert.Equal("a", (await board.NextAsync("agent-1"))!.Task.Id.Value);
        Assert.Empty((await board.ExplainAsync(TaskId.Parse("a"), "agent-1")).NotForAll);
        await using var claim = await board.TryClaimNextAsync("agent-1");
        Assert.Equal("a#1", claim!.Handle.ToString());
        await using var other = await board.TryClaimNextAsync("agent-1", new ClaimOptions { Another = true, Persona = "tester" });
        Assert.Equal("b#1", other!.Handle.ToString());
        await board.DeregisterAsync("agent-1");
        Assert.Null(await board.TryClaimNextAsync("agent-1"));
    }

    [Theory]
    [InlineData("# Only a name\n")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task What_is_no_definition_is_refused_and_as_a_file_reported(string text)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.SetPersonaAsync("p", text, "planner"));
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.SetPersonaAsync("p\n", Reviewer, "planner"));
        Assert.Empty(await board.EventsAsync());
        Save("p.md", text);
        var persona = Assert.Single(await board.PersonasAsync());
        Assert.Equal(("p", ""), (persona.Name, persona.Definition));
        Assert.StartsWith("personas/p.md cannot be used as a persona. ", persona.Problem, StringComparison.Ordinal);

        // It is meant to be one all the same: tasks may ask for it.
        await board.AddAsync(new TaskDraft("x") { Persona = "p" }, "planner");
        Assert.Contains((await board.ExamineAsync()).Findings, f => f.Message.Contains("personas/p.md", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_plays_a_persona_whose_file_cannot_be_used_and_others_work_on()
    {
        await using var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\",\"persona\":\"p\"},{\"id\":\"b\",\"title\":\"y\",\"persona\":\"q\"}]\n");
        Save("p.md", Reviewer);
        Save("q.md", Reviewer);
        await board.RegisterAsync(new AgentRegistration { Persona = "p" }, "before");
        Save("p.md", "a\0b");
        var (text, events, a) = (_rig.Text, (await board.EventsAsync()).Count, TaskId.Parse("a"));
        foreach (var played in new Func<Task>[]
        {
            () => board.RegisterAsync(new AgentRegistration { Persona = "p" }, "agent-1"),
            () => board.TryClaimNextAsync("agent-1", new ClaimOptions { Persona = "p" }),
            () => board.NextAsync("agent-1", new ClaimOptions { Persona = "p" }),
            () => board.ClaimAsync(a, "agent-1", new ClaimOptions { Persona = "p" }),
            () => board.TryClaimNextAsync("before"),
        })
        {
            var refusal = await Assert.ThrowsAsync<PersonaUnreadableException>(played);
            Assert.Equal(("p", BoardErrorKind.Unreadable, BoardErrorCodes.PersonaUnreadable), (refusal.Persona, refusal.Kind, refusal.Code));
            Assert.Equal(
                "personas/p.md cannot be used as a persona. Line 1 holds the control character U+0000, as no text does. Take it out. "
                    + "Nothing was changed; to describe it anew: 'taskboard personas set p FILE'.",
                refusal.Message);
        }

        Assert.Equal((text, events), (_rig.Text, (await board.EventsAsync()).Count));
        Assert.Equal(["before"], (await board.AgentsAsync()).Select(agent => agent.Id));

        await board.RegisterAsync(new AgentRegistration { Persona = "q" }, "agent-2");
        await using var other = await board.TryClaimNextAsync("agent-2");
        Assert.Equal("b#1", other!.Handle.ToString());

        // What is set counts, whatever stands in the file.
        await board.SetPersonaAsync("p", Reviewer, "planner");
        await using var claim = await board.TryClaimNextAsync("before");
        Assert.Equal("a#1", claim!.Handle.ToString());
        await board.AssertSoundAsync();
    }

    [LinuxFact]
    public async Task A_link_is_not_followed_wherever_it_leads()
    {
        using var elsewhere = new TempDirectory();
        await File.WriteAllTextAsync(elsewhere["secret.md"], Reviewer);
        await using var board = await _rig.OpenAsync("[]\n");
        Save("real.md", Reviewer);
        File.CreateSymbolicLink(Path.Combine(_rig.Directory, "personas", "out.md"), elsewhere["secret.md"]);
        File.CreateSymbolicLink(Path.Combine(_rig.Directory, "personas", "in.md"), "real.md");
        File.CreateSymbolicLink(Path.Combine(_rig.Directory, "personas", "gone.md"), "nowhere.md");
        foreach (var id in new[] { "out", "in", "gone" })
        {
            Assert.Equal(
                $"personas/{id}.md cannot be used as a persona. It is a symbolic link, and none is followed. Put the file itself there.",
                (await Assert.ThrowsAsync<PersonaUnreadableException>(() => board.RegisterAsync(new AgentRegistration { Persona = id }, "agent-1"))).Fault);
            Assert.Equal("", (await board.FindPersonaAsync(id))!.Definition);
        }

        await board.RegisterAsync(new AgentRegistration { Persona = "real" }, "agent-1");

        Directory.Delete(Path.Combine(_rig.Directory, "personas"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_rig.Directory, "personas"), elsewhere.Path);
        Assert.Contains("The directory personas is a symbolic link", (await board.FindPersonaAsync("secret"))!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_or_too_large_is_not_read()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        Directory.CreateDirectory(Path.Combine(_rig.Directory, "personas", "d.md"));
        Save("large.md", new string('x', PersonaText.MostBytes + 1));
        Assert.Equal(
            ["d.md cannot be used as a persona. It is no regular file. Move it aside and put a file with the definition there.", $"large.md cannot be used as a persona. It has {PersonaText.MostBytes + 1} bytes"],
            (await board.PersonasAsync()).Select(p => p.Problem!["personas/".Length..].Split(", and a definition")[0]));
    }

    [Fact]
    public async Task Set_and_named_in_one_turn_it_is_known_and_changes_beside_it_have_their_revisions()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.SetPersonaAsync("first", Reviewer, "planner");
        for (var i = 0; i < 10; i++)
        {
            var set = board.SetPersonaAsync($"p{i}", Reviewer + i, "planner");
            await Task.WhenAll(set, board.AddAsync(new TaskDraft("x") { Persona = $"p{i}" }, "planner"), board.AddAsync(new TaskDraft("y"), "other"));
        }

        Assert.Equal(11, (await board.PersonasAsync()).Count);
        Assert.Equal(20, await board.History.LastRevisionAsync());
        await board.AssertSoundAsync();
    }

    private static async Task<string[]> ListAsync(Board board) => [.. (await board.PersonasAsync()).Select(p => $"{p.Id} {p.Name} {p.Source} {p.File}")];

    private void Save(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_rig.Directory, "personas"));
        File.WriteAllText(Path.Combine(_rig.Directory, "personas", name), text);
    }
}
