using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>Real editors save <c>tasks.json</c>, and git checks it out, while real processes work on the board: each save is on record, and nothing is undone in silence.</summary>
[Collection(nameof(Alone))]
public sealed class EditorTests : IDisposable
{
    private const int Tasks = 12;
    private static readonly int s_saves = LongForm.Count(4, 100);
    private static readonly int s_checkouts = LongForm.Count(2, 20);
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [ProgramFact("vim")]
    [Trait("Fault", "10")]
    public Task Vim_as_it_comes_and_writing_in_place_and_renaming() => SaveAsync("vim", Editor.Vim, Editor.VimInPlace, Editor.VimRenaming);

    [ProgramFact("nano")]
    [Trait("Fault", "10")]
    public Task Nano_at_a_terminal() => SaveAsync("nano", Editor.Nano);

    [ProgramFact("sed")]
    [Trait("Fault", "10")]
    public Task Sed_and_a_shell() => SaveAsync("sed -i, and cat in place", Editor.Sed, Editor.Shell);

    [EmacsFact]
    [Trait("Fault", "10")]
    public Task Emacs_in_the_long_form() => LongForm.IsAsked ? SaveAsync("emacs", Editor.Emacs) : SaveAsync("cat in place", Editor.Shell);

    [ProgramFact("git")]
    [Trait("Fault", "10")]
    public async Task A_version_that_git_puts_back_stands_and_says_of_each_task_what_it_undid()
    {
        using var row = FaultRow.Begin(10, "git checkout of an older board under three busy writers");
        await AddTasksAsync();
        Git("init", "-q");
        var silent = new List<string>();
        using var crew = Crew();
        await using (var board = await Board.OpenAsync(_board.Path))
        {
            for (var i = 0; i < s_checkouts; i++)
            {
                await WorkAsync(crew, 5);
                Git("add", "tasks.json");
                Git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "the board");
                var committed = await board.History.LastRevisionAsync();
                await WorkAsync(crew, 15);

                // Lines of workers may be older than the commit, and the newest revision may not be in the file yet: two more, and the checkout changes it for certain.
                while (await board.History.LastRevisionAsync() < committed + 2)
                {
                    await WorkAsync(crew, 1);
                }

                var before = await board.History.LastRevisionAsync();
                Git("checkout", "HEAD", "--", "tasks.json");

                // Nobody else edits by hand: once a turn has looked, what is on record of a hand edit since then, or of a conflict with one, is this checkout's.
                await board.CatchUpAsync();
                if (!(await board.EventsAsync(new EventFilter { AfterRevision = before })).Any(e => e.Source == BoardEventSource.HandEdit))
                {
                    silent.Add($"checkout {i}, after revision {before}, left neither an event nor a conflict");
                }
            }
        }

        await crew.EndAsync();
        var (faults, _) = await CheckAsync(crew);
        faults.AddRange(silent);
        row.End(s_checkouts, faults.Count);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private async Task SaveAsync(string name, params Editor[] editors)
    {
        using var row = FaultRow.Begin(10, $"{name}: saves under three busy writers");
        await AddTasksAsync();
        var (random, saved) = (new Random(Seeds.Next()), new List<string>());
        using var crew = Crew();
        for (var i = 0; i < s_saves; i++)
        {
            foreach (var editor in editors)
            {
                await WorkAsync(crew, 2);
                var marker = $"mark{i}x{saved.Count}";
                if (await editor.SaveAsync(_board["tasks.json"], $"\"id\": \"t{random.Next(1, Tasks + 1)}\",", $" \"{marker}\": true,"))
                {
                    saved.Add(marker);
                }
            }
        }

        await crew.EndAsync();
        var (faults, text) = await CheckAsync(crew);
        faults.AddRange(saved.Where(m => !text.Contains($"\"{m}\"", StringComparison.Ordinal)).Select(m => $"{name}: {m} is not on record"));
        row.End(saved.Count, faults.Count);
        Assert.True(faults.Count == 0, string.Join("\n", faults));

        // An editor may refuse to save over what changed since it read: then it made no save.
        Assert.True(saved.Count >= s_saves * editors.Length / 4, $"Only {saved.Count} saves of {name} were made.");
    }

    private WorkerCrew Crew()
    {
        var crew = new WorkerCrew(_board.Path, _logs.Path, "--until-end", "--go-on");
        for (var i = 0; i < 3; i++)
        {
            crew.Start($"worker-{i}");
        }

        return crew;
    }

    private static async Task WorkAsync(WorkerCrew crew, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            await crew.NextAsync();
        }
    }

    private async Task<(List<string> Faults, string Text)> CheckAsync(WorkerCrew crew)
    {
        var faults = (await BoardReferee.CheckAsync(_board.Path)).ToList();
        await using var board = await Board.OpenAsync(_board.Path);
        var events = await BoardReferee.EventsAsync(board);
        faults.AddRange(BoardReferee.UndoneInSilence(events));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        faults.AddRange(crew.Answers().Where(a => a.Changed && !known[(a.Revision, a.Agent, a.Task)].Any()).Select(a => $"{a} is not on record"));
        return (faults, string.Concat(events.Select(e => e.Changes)));
    }

    private async Task AddTasksAsync()
    {
        await using var board = await Board.CreateAsync(_board.Path);
        await board.AddAsync([.. Enumerable.Range(1, Tasks).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
    }

    private void Git(params string[] arguments) => ProgramRun.Demand("git", ["-C", _board.Path, .. arguments]);
}

/// <summary>
/// Emacs is large: nobody has to install it for the ordinary run, which has the shell's way in its place. The long form is of emacs alone: it skips, visibly, where
/// that is missing, and fails where nothing may be missing (<see cref="Strictness"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EmacsFactAttribute : FactAttribute
{
    public EmacsFactAttribute() => Skip = new ProgramFactAttribute(LongForm.IsAsked ? "emacs" : "sh").Skip;
}
